package org.lateo.inference;

import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.RowSource;
import org.lateo.graph.Workspace;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.nn.Sizes;
import org.lateo.objective.ImportanceWeights;
import org.lateo.objective.WeightedMean;

/**
 * Importance-weighted estimates of log p(x), row by row. The draws depend on the row's content, so
 * a row has one estimate wherever it stands, and the errors of different rows are independent.
 */
public final class ImportanceSampler {
  /** Samples are taken in passes of at most this many, to bound memory. */
  private static final int MOST_A_PASS = 256;

  /** Rows are read one after another, so that bad ones are found in order, and then shared out. */
  private static final int CHUNK = 256;

  private final VAE vae;
  private final int samples;
  private final int aPass;
  private final ImportanceWeights weights;
  private final ProgramPool weighing;
  private final ProgramPool imputing;
  private final ProgramPool splitting;
  private final long key;

  public ImportanceSampler(VAE vae, Parameters parameters, int samples, long seed) {
    if (samples < 1 || samples > Sizes.SAMPLES) {
      throw new IllegalArgumentException(
          samples < 1
              ? "Expected at least 1 importance sample, found " + samples
              : "Expected at most " + Sizes.SAMPLES + " importance samples, found " + samples);
    }
    this.vae = vae;
    this.samples = samples;
    this.aPass = Math.min(samples, MOST_A_PASS);
    this.weights = ImportanceWeights.of(vae, aPass);
    this.weighing = new ProgramPool(new Program(weights.logWeight()), parameters, 1);
    this.imputing =
        new ProgramPool(new Program(weights.logWeight(), weights.mean()), parameters, 1);
    this.splitting =
        new ProgramPool(new Program(weights.logWeight(), weights.featureNats()), parameters, 1);
    this.key = RandomStream.of(seed, "importance").key();
  }

  /** Takes a row and its number. */
  private interface RowReader {
    void take(float[] row, int at);
  }

  /** Takes a pass: the weights of {@code used} samples from number {@code from} on. */
  private interface Pass {
    void take(Workspace w, int from, int used);
  }

  /** The estimates of {@code count} rows, which the processors share. */
  public LogLikelihood logLikelihood(RowSource rows, int count) {
    double[] estimates = new double[count];
    double[] errors = new double[count];
    share(rows, count, (row, at) -> estimate(row, at, estimates, errors));
    return new LogLikelihood(estimates, errors, samples);
  }

  private void share(RowSource rows, int count, RowReader reader) {
    float[][] chunk = new float[Math.min(count, CHUNK)][vae.features().columns()];
    for (int from = 0; from < count; from += CHUNK) {
      int first = from;
      int size = Math.min(CHUNK, count - from);
      for (int i = 0; i < size; i++) {
        rows.fill(first + i, chunk[i], 0);
      }
      IntStream.range(0, size).parallel().forEach(i -> reader.take(chunk[i], first + i));
    }
  }

  private void estimate(float[] row, int at, double[] estimates, double[] errors) {
    float[] logWeights = new float[samples];
    run(weighing, row, (w, from, used) -> copyWeights(w, logWeights, from, used));
    estimates[at] = ImportanceWeights.logMean(logWeights, 0, samples);
    errors[at] = ImportanceWeights.logMeanStandardError(logWeights, 0, samples);
  }

  /** Where floats overflow and a weight is no number, it is none. */
  private void copyWeights(Workspace w, float[] into, int from, int used) {
    float[] logWeights = w.values(weights.logWeight());
    for (int k = 0; k < used; k++) {
      into[from + k] = Float.isNaN(logWeights[k]) ? Float.NEGATIVE_INFINITY : logWeights[k];
    }
  }

  /**
   * E[x|observed x] of rows: the means of p(x|z) weighed by w over their sum, which tends to it as
   * samples grow. The processors share the rows.
   *
   * <p>See:
   *
   * <pre>
   * Mattei PA, Frellsen J.
   * "MIWAE: Deep Generative Modelling and Imputation of Incomplete Data Sets", single imputation
   * ICML 2019.
   * </pre>
   *
   * Values are the means of p(x|z), not draws from it, which have the same mean and more noise.
   *
   * @return raw values, {@code [count, columns]}
   */
  public double[][] means(RowSource rows, int count) {
    double[][] means = new double[count][];
    share(rows, count, (row, at) -> means[at] = mean(row));
    return means;
  }

  private double[] mean(float[] row) {
    WeightedMean mean = new WeightedMean(row.length);
    run(
        imputing,
        row,
        (w, from, used) -> {
          for (int k = 0; k < used; k++) {
            double logWeight = w.values(weights.logWeight())[k];
            mean.add(logWeight, w.values(weights.mean()), k * row.length);
          }
        });
    return mean.mean();
  }

  /**
   * The estimates of {@code count} rows split: log mean w = Σ w̃ log w - KL(w̃ || uniform) with w̃
   * = w / Σ w, of which each feature has its Σ w̃ log p(x|z), and one joint latent entry the rest.
   * Where no sample has any weight, all count alike. The processors share the rows.
   */
  public List<ScoreSplit> split(RowSource rows, int count) {
    ScoreSplit[] splits = new ScoreSplit[count];
    share(rows, count, (row, at) -> splits[at] = split(row));
    return List.of(splits);
  }

  private ScoreSplit split(float[] row) {
    float[] logWeights = new float[samples];
    float[] nats = new float[samples * row.length];
    run(
        splitting,
        row,
        (w, from, used) -> {
          copyWeights(w, logWeights, from, used);
          System.arraycopy(
              w.values(weights.featureNats()), 0, nats, from * row.length, used * row.length);
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
    // Minus infinity, of which features have taken all, leaves no number.
    boolean known = !(impossible && Double.isNaN(rest));
    return new ScoreSplit(features, new double[] {known ? rest : 0});
  }

  private void run(ProgramPool pool, float[] row, Pass pass) {
    long ofRow = RandomStream.child(key, contentHash(row));
    for (int from = 0; from < samples; from += aPass) {
      int first = from;
      int used = Math.min(aPass, samples - from);
      pool.run(1, w -> connect(w, row, ofRow, first), w -> pass.take(w, first, used));
    }
  }

  private void connect(Workspace w, float[] row, long ofRow, int from) {
    w.setSource(vae.features(), (r, into, at) -> System.arraycopy(row, 0, into, at, row.length));
    w.setSource(
        weights.noise(),
        (r, into, at) ->
            RandomStream.fillGaussian(RandomStream.child(ofRow, from + r), into, at, vae.latent()));
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
