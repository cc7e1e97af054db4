package org.lateo.inference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.latent.LatentDistribution;
import org.lateo.math.RandomStream;
import org.lateo.model.Draws;
import org.lateo.model.VAE;
import org.lateo.nn.Sizes;

/**
 * Importance-weighted estimates of log p(x), row by row. The draws depend on the row's content, so
 * equal rows have equal estimates, and the errors of different rows are independent. For a discrete
 * z, log p(x) is the exact sum over its states, whatever the number of samples asked for.
 */
public final class ImportanceSampler {
  /** The most samples of a pass, which bounds memory. */
  private static final int MOST_A_PASS = 256;

  /** Rows that are read one after another, so that the first bad row is found, then computed. */
  private static final int CHUNK = 256;

  /** Programs that are kept, those used last; there is one for each number of samples in a pass. */
  private static final int KEPT = 4;

  private static final String LOG_WEIGHT = "log_weight";
  private static final String FEATURE_NATS = "feature_nats";
  private static final String MEAN = "mean";

  private final VAE vae;
  private final Parameters parameters;
  private final long key;

  /** The number of states of a discrete z, which are all taken; 0 if z is continuous. */
  private final int states;

  /** By the samples of a pass; the one used last is at the end. */
  private final Map<Integer, Runner> runners = new LinkedHashMap<>(2 * KEPT, 0.75f, true);

  public ImportanceSampler(VAE vae, Parameters parameters, long seed) {
    this.vae = vae;
    this.parameters = parameters;
    this.key = RandomStream.of(seed, "importance").key();
    Draws draws = Draws.of(vae.encode(vae.observed()), 1);
    this.states = draws.enumerated() ? draws.count() : 0;
  }

  private synchronized Runner runner(int aPass) {
    Runner runner = runners.computeIfAbsent(aPass, this::newRunner);
    if (runners.size() > KEPT) {
      runners.remove(runners.keySet().iterator().next());
    }
    return runner;
  }

  private Runner newRunner(int aPass) {
    ImportanceWeights weights = ImportanceWeights.of(vae, aPass);
    return new Runner(
        parameters,
        Map.of(
            LOG_WEIGHT, weights.logWeight(),
            FEATURE_NATS, weights.featureNats(),
            MEAN, weights.mean()),
        1);
  }

  /** The number of programs that are kept. */
  synchronized int kept() {
    return runners.size();
  }

  /**
   * The estimates of {@code count} rows, computed on all processors.
   *
   * @throws IllegalArgumentException if {@code samples} is not in 1 to {@link Sizes#SAMPLES}
   */
  public LogLikelihood logLikelihood(RowSource rows, int count, int samples) {
    requireDensity();
    double[] estimates = new double[count];
    double[] errors = new double[count];
    Passes passes = new Passes(samples);
    passes.share(
        rows,
        count,
        (row, at) -> {
          float[] logWeights = passes.logWeights(row);
          int taken = logWeights.length;
          estimates[at] = ImportanceWeights.logMean(logWeights, 0, taken);
          boolean exact = states > 0;
          errors[at] = exact ? 0 : ImportanceWeights.logMeanStandardError(logWeights, 0, taken);
        });
    return new LogLikelihood(estimates, errors, samples);
  }

  /**
   * Estimates of E[x|observed x] of rows, computed on all processors: the mean of the means of
   * p(x|z) over samples, weighted by w. The estimate converges as the number of samples grows.
   *
   * <p>See:
   *
   * <pre>
   * Mattei PA, Frellsen J.
   * "MIWAE: Deep Generative Modelling and Imputation of Incomplete Data Sets", single imputation
   * ICML 2019.
   * </pre>
   *
   * <p>Where we deviate from the paper: means of p(x|z) are averaged, not draws from it, which have
   * the same mean and more noise.
   *
   * @return raw values, {@code [count, columns]}
   * @throws IllegalArgumentException if {@code samples} is not in 1 to {@link Sizes#SAMPLES}
   */
  public double[][] means(RowSource rows, int count, int samples) {
    double[][] means = new double[count][];
    Passes passes = new Passes(samples);
    passes.share(rows, count, (row, at) -> means[at] = passes.mean(row));
    return means;
  }

  /**
   * The estimates of {@code count} rows, split and computed on all processors: log mean w = Σ w̃
   * log w - KL(w̃ || uniform) with w̃ = w / Σ w. The entry of a feature is its Σ w̃ log p(x|z); one
   * joint latent entry is the rest. If every w of a row is zero, all w̃ are equal.
   *
   * @throws IllegalArgumentException if {@code samples} is not in 1 to {@link Sizes#SAMPLES}
   */
  public List<ScoreSplit> split(RowSource rows, int count, int samples) {
    requireDensity();
    ScoreSplit[] splits = new ScoreSplit[count];
    Passes passes = new Passes(samples);
    passes.share(rows, count, (row, at) -> splits[at] = passes.split(row));
    return List.of(splits);
  }

  private void requireDensity() {
    if (!vae.hasPrior()) {
      throw new IllegalArgumentException(
          "Expected a model with a prior, for log p(x), found a plain autoencoder (posterior point);"
              + " its score is log p(x|z) at the row's own code, in nats too");
    }
  }

  /** Reads the outputs of a pass, which has {@code used} samples from number {@code from}. */
  private interface Pass {
    void take(Runner.Batch batch, int from, int used);
  }

  /** Draws a number of samples of rows, pass after pass. */
  private final class Passes {
    private final int samples;
    private final int aPass;
    private final Runner runner;

    Passes(int samples) {
      Sizes.require("importance samples", Sizes.SAMPLES, samples);
      this.samples = states > 0 ? states : samples;
      this.aPass = states > 0 ? states : Math.min(samples, MOST_A_PASS);
      this.runner = runner(aPass);
    }

    void share(RowSource rows, int count, ObjIntConsumer<float[]> reader) {
      float[][] chunk = new float[Math.min(count, CHUNK)][vae.features().columns()];
      for (int from = 0; from < count; from += CHUNK) {
        int first = from;
        int size = Math.min(CHUNK, count - from);
        for (int i = 0; i < size; i++) {
          rows.fill(first + i, chunk[i], 0);
        }
        IntStream.range(0, size).parallel().forEach(i -> reader.accept(chunk[i], first + i));
      }
    }

    float[] logWeights(float[] row) {
      float[] logWeights = new float[samples];
      run(List.of(LOG_WEIGHT), row, (batch, from, used) -> copy(batch, logWeights, from, used));
      return logWeights;
    }

    private static void copy(Runner.Batch batch, float[] into, int from, int used) {
      for (int k = 0; k < used; k++) {
        into[from + k] = logWeight(batch, k);
      }
    }

    /** A weight that is NaN, where floats overflowed, counts as zero. */
    private static float logWeight(Runner.Batch batch, int k) {
      float logWeight = batch.values(LOG_WEIGHT)[k];
      return Float.isNaN(logWeight) ? Float.NEGATIVE_INFINITY : logWeight;
    }

    double[] mean(float[] row) {
      WeightedMean mean = new WeightedMean(row.length);
      run(
          List.of(LOG_WEIGHT, MEAN),
          row,
          (batch, from, used) -> {
            for (int k = 0; k < used; k++) {
              mean.add(logWeight(batch, k), batch.values(MEAN), k * row.length);
            }
          });
      return mean.mean();
    }

    ScoreSplit split(float[] row) {
      float[] logWeights = new float[samples];
      float[] nats = new float[samples * row.length];
      run(
          List.of(LOG_WEIGHT, FEATURE_NATS),
          row,
          (batch, from, used) -> {
            copy(batch, logWeights, from, used);
            int length = used * row.length;
            System.arraycopy(batch.values(FEATURE_NATS), 0, nats, from * row.length, length);
          });
      return weigh(logWeights, nats, row.length);
    }

    private ScoreSplit weigh(float[] logWeights, float[] nats, int columns) {
      double logMean = ImportanceWeights.logMean(logWeights, 0, samples);
      boolean impossible = logMean == Double.NEGATIVE_INFINITY;
      double[] features = new double[columns];
      double rest = logMean;
      for (int c = 0; c < columns; c++) {
        for (int k = 0; k < samples; k++) {
          double share = impossible ? 1 : StrictMath.exp(logWeights[k] - logMean);
          features[c] += share > 0 ? share / samples * nats[k * columns + c] : 0;
        }
        rest -= features[c];
      }
      // An impossible row whose features sum to minus infinity leaves -∞ + ∞ as the rest: 0.
      boolean known = !(impossible && Double.isNaN(rest));
      return new ScoreSplit(features, new double[] {known ? rest : 0});
    }

    private void run(List<String> outputs, float[] row, Pass pass) {
      long ofRow = RandomStream.child(key, contentHash(row));
      for (int from = 0; from < samples; from += aPass) {
        int first = from;
        int used = Math.min(aPass, samples - from);
        runner.run(
            outputs,
            RowSource.of(row),
            1,
            NoiseSource.gaussian(LatentDistribution.NOISE, ofRow, from),
            batch -> pass.take(batch, first, used));
      }
    }
  }

  /** Equal rows, equal hashes; -0 and 0 are equal. */
  private static long contentHash(float[] row) {
    long hash = row.length;
    for (float value : row) {
      hash = RandomStream.child(hash, Float.floatToIntBits(value + 0f));
    }
    return hash;
  }
}
