package org.lateo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.RowSource;
import org.lateo.graph.Rows;
import org.lateo.graph.SumColumns;
import org.lateo.graph.Workspace;
import org.lateo.inference.ImportanceSampler;
import org.lateo.inference.LogLikelihood;
import org.lateo.inference.Nats;
import org.lateo.inference.PosteriorMean;
import org.lateo.inference.ProgramPool;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.inference.ScoreSplitter;
import org.lateo.latent.LatentDistribution;
import org.lateo.likelihood.Origin;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.objective.FixedDraws;
import org.lateo.objective.Score;
import org.lateo.output.LatentCode;

/**
 * What a trained model computes, over rows of raw values less their origin. Safe for several
 * threads; nothing here changes once made, but the idle workspaces.
 */
final class Inference {
  private static final int BATCH = 256;

  /** Rows of the decoder a run: large against a call's cost, small against the cache. */
  private static final int DECODED_ROWS = 2048;

  private final VAE vae;
  private final Parameters parameters;
  private final String[] names;
  private final LatentDistribution posterior;
  private final Optional<Node> latentNats;
  private final Node divergence;
  private final ProgramPool encoder;
  private final Score score;
  private final RowSource draws;
  private final ProgramPool scorer;
  private final Input z;
  private final Node decoded;
  private final ProgramPool decoder;
  private final ScoreSplitter splitter;
  private final Map<Integer, ImportanceSampler> samplers = new ConcurrentHashMap<>();
  private final Origin origin;
  private final long seed;

  /**
   * @param scale in which reconstruction errors are measured, {@code [columns]}
   * @param origin what rows that go in lack of raw values
   */
  Inference(VAE vae, Parameters parameters, double[] scale, Origin origin, long seed) {
    this.origin = origin;
    this.vae = vae;
    this.parameters = parameters;
    this.seed = seed;
    this.names = LatentCode.dimensionNames(vae.latent());
    this.posterior = vae.encode(vae.observed());
    Optional<Node> closed = vae.prior().divergence(posterior);
    this.latentNats = closed.filter(nats -> nats.columns() == vae.latent());
    this.divergence = closed.map(SumColumns::of).orElse(null);
    this.encoder = new ProgramPool(encoderProgram(), parameters, BATCH);
    int count = FixedDraws.count(vae.latent());
    this.score = Score.of(vae, count);
    this.draws = FixedDraws.cycle(vae.latent(), seed);
    Program scoring = new Program(score.elbo(), score.mean(), score.logVariance());
    this.scorer = new ProgramPool(scoring, parameters, Math.max(1, DECODED_ROWS / count));
    this.z = new Input("z", vae.latent());
    this.decoded = vae.decode(z).mean();
    this.decoder = new ProgramPool(new Program(decoded), parameters, BATCH);
    this.splitter = new ScoreSplitter(vae, parameters, draws, count, scale, DECODED_ROWS);
  }

  private Program encoderProgram() {
    return divergence == null
        ? new Program(posterior.mean(), posterior.logVariance())
        : new Program(posterior.mean(), posterior.logVariance(), divergence);
  }

  /** The model of rows less the origin. */
  VAE vae() {
    return vae;
  }

  /** The model of raw rows of floats. */
  VAE ofRawRows() {
    return vae.ofRawRows(origin);
  }

  Origin origin() {
    return origin;
  }

  Parameters parameters() {
    return parameters;
  }

  /** Codes that are not scored, one for each of {@code count} rows. */
  List<LatentCode> encode(RowSource rows, int count) {
    List<LatentCode> codes = new ArrayList<>(count);
    for (int from = 0; from < count; from += encoder.capacity()) {
      int examples = Math.min(encoder.capacity(), count - from);
      encoder.run(examples, w -> connect(w, rows, codes.size()), w -> readCodes(w, codes));
    }
    return codes;
  }

  private void connect(Workspace w, RowSource rows, int from) {
    w.setSource(vae.features(), rows.from(from));
  }

  private void readCodes(Workspace w, List<LatentCode> codes) {
    for (int i = 0; i < w.examples(); i++) {
      double kl = divergence == null ? Double.NaN : w.values(divergence)[i];
      codes.add(
          new LatentCode(
              names,
              finite(row(w, posterior.mean(), i), codes.size()),
              finite(row(w, posterior.logVariance(), i), codes.size()),
              Double.NaN,
              Double.NaN,
              kl));
    }
  }

  /**
   * The divergence of each latent dimension in nats, mean over {@code count} rows, at least 1.
   *
   * @return {@code [latent]}; empty where it does not split by dimensions
   */
  double[] meanLatentNats(RowSource rows, int count) {
    double[] sums = new double[latentNats.isPresent() ? vae.latent() : 0];
    for (int from = 0; from < count && sums.length > 0; from += encoder.capacity()) {
      int start = from;
      encoder.run(
          Math.min(encoder.capacity(), count - from),
          w -> connect(w, rows, start),
          w -> addLatentNats(w, sums));
    }
    return Arrays.stream(sums).map(sum -> sum / count).toArray();
  }

  private void addLatentNats(Workspace w, double[] sums) {
    float[] nats = w.values(latentNats.orElseThrow());
    for (int i = 0; i < w.examples() * sums.length; i++) {
      sums[i % sums.length] += nats[i];
    }
  }

  /** Scored codes, one for each of {@code count} rows. */
  List<LatentCode> score(RowSource rows, int count) {
    List<LatentCode> codes = new ArrayList<>(count);
    for (int from = 0; from < count; from += scorer.capacity()) {
      int examples = Math.min(scorer.capacity(), count - from);
      scorer.run(examples, w -> connectScorer(w, rows, codes.size()), w -> readScores(w, codes));
    }
    return codes;
  }

  private void connectScorer(Workspace w, RowSource rows, int from) {
    connect(w, rows, from);
    w.setSource(score.noise(), draws);
  }

  private void readScores(Workspace w, List<LatentCode> codes) {
    for (int i = 0; i < w.examples(); i++) {
      Nats nats = Nats.ofParts(w.values(score.reconstruction())[i], w.values(score.kl())[i]);
      codes.add(
          new LatentCode(
              names,
              finite(row(w, score.mean(), i), codes.size()),
              finite(row(w, score.logVariance(), i), codes.size()),
              nats.elbo(),
              nats.reconstruction(),
              nats.kl()));
    }
  }

  private static double[] finite(double[] code, int row) {
    if (Arrays.stream(code).anyMatch(value -> !Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "Expected values that the encoder can work with in floats, found larger ones in row "
              + row
              + " (from 0), whose code is no number");
    }
    return code;
  }

  /** The means of p(x|z), {@code [count, columns]}, for rows of z. */
  double[][] decode(RowSource codes, int count) {
    return origin.addTo(runDecoder(decoder, z, decoded, codes, count));
  }

  /** The means of p(x|z) for draws from the prior, {@code [count, columns]}. */
  double[][] sample(int count, long drawSeed) {
    Noise noise = new Noise(Rows.BATCH, vae.latent() + vae.prior().noiseColumns());
    Node x = vae.decode(vae.prior().sample(noise)).mean();
    ProgramPool pool = new ProgramPool(new Program(x), parameters, BATCH);
    long key = RandomStream.of(drawSeed, "sample").key();
    RowSource gaussian =
        (row, into, at) ->
            RandomStream.fillGaussian(RandomStream.child(key, row), into, at, noise.columns());
    return origin.addTo(runDecoder(pool, noise, x, gaussian, count));
  }

  private static double[][] runDecoder(
      ProgramPool pool, Node leaf, Node output, RowSource rows, int count) {
    double[][] decoded = new double[count][];
    for (int start = 0; start < count; start += pool.capacity()) {
      int from = start;
      pool.run(
          Math.min(pool.capacity(), count - from),
          w -> w.setSource(leaf, rows.from(from)),
          w -> {
            for (int i = 0; i < w.examples(); i++) {
              decoded[from + i] = row(w, output, i);
            }
          });
    }
    return decoded;
  }

  /** Importance-weighted estimates of log p(x). */
  LogLikelihood logLikelihood(RowSource rows, int count, int samples) {
    return sampler(samples).logLikelihood(rows, count);
  }

  private ImportanceSampler sampler(int samples) {
    return samplers.computeIfAbsent(samples, n -> new ImportanceSampler(vae, parameters, n, seed));
  }

  /** Means of p(x|z) over the posterior's draws, {@code [count, columns]}, raw values. */
  double[][] posteriorMean(RowSource rows, int count) {
    int perRow = FixedDraws.count(vae.latent());
    return origin.addTo(new PosteriorMean(vae, parameters, draws, perRow).of(rows, count));
  }

  /** Importance-weighted estimates of E[x|observed x], {@code [count, columns]}, raw values. */
  double[][] weightedMean(RowSource rows, int count, int samples) {
    return origin.addTo(sampler(samples).means(rows, count));
  }

  /**
   * Scores of {@code count} rows, split.
   *
   * @param samples importance samples a row, for {@link ScoreKind#LOG_LIKELIHOOD} alone
   */
  List<ScoreSplit> split(ScoreKind kind, int samples, RowSource rows, int count) {
    return switch (kind) {
      case ELBO -> splitter.elbo(rows, count);
      case RECONSTRUCTION -> splitter.reconstruction(rows, count);
      case LOG_LIKELIHOOD -> sampler(samples).split(rows, count);
      case RECONSTRUCTION_ERROR -> splitter.reconstructionError(rows, count);
      case LATENT_DENSITY -> splitter.latentDensity(rows, count);
    };
  }

  private static double[] row(Workspace w, Node node, int row) {
    double[] values = new double[node.columns()];
    for (int c = 0; c < values.length; c++) {
      values[c] = w.values(node)[row * values.length + c];
    }
    return values;
  }
}
