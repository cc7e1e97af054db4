package org.lateo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.inference.FixedDraws;
import org.lateo.inference.ImportanceSampler;
import org.lateo.inference.LogLikelihood;
import org.lateo.inference.Nats;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.inference.ScoreSplitter;
import org.lateo.inference.VAEOutputs;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.Prior;
import org.lateo.likelihood.Origin;
import org.lateo.math.RandomStream;
import org.lateo.model.Definition;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.output.HiddenLayers;
import org.lateo.output.LatentCode;

/**
 * Computes the outputs of a trained model for rows of raw values minus the model's origin. Safe for
 * any number of threads.
 */
final class Inference {
  private final VAE vae;
  private final Parameters parameters;
  private final Origin origin;
  private final String[] names;
  private final Runner runner;
  private final List<String> encoded;
  private final NoiseSource draws;
  private final ScoreSplitter splitter;
  private final ImportanceSampler sampler;

  /**
   * The inference of a trained model.
   *
   * @throws IllegalArgumentException if the number of parameters is not that of the architecture
   */
  static Inference of(Definition<VAEArchitecture> d) {
    VAE vae = d.connect(VAE.class);
    double[] units = d.architecture().likelihood().errorUnits(d.scaling());
    return new Inference(vae, d.parametersOf(vae), units, d.origin(), d.seed());
  }

  /**
   * @param units of each column's reconstruction error, {@code [columns]}
   * @param origin the values that are subtracted from raw rows
   */
  private Inference(VAE vae, Parameters parameters, double[] units, Origin origin, long seed) {
    this.vae = vae;
    this.parameters = parameters;
    this.origin = origin;
    this.names = LatentCode.dimensionNames(vae.latent());
    this.runner = new Runner(parameters, VAEOutputs.of(vae));
    this.encoded =
        Stream.of(VAEOutputs.MEAN, VAEOutputs.LOG_VARIANCE, VAEOutputs.KL)
            .filter(output -> !runner.isRandom(output))
            .toList();
    this.draws = NoiseSource.fixed(LatentDistribution.NOISE, FixedDraws.cycle(vae.latent(), seed));
    this.splitter = new ScoreSplitter(vae, parameters, draws, units);
    this.sampler = new ImportanceSampler(vae, parameters, seed);
  }

  /** The model of rows minus the origin. */
  VAE vae() {
    return vae;
  }

  /** Whether there are p(z) and p(x). */
  boolean hasPrior() {
    return vae.hasPrior();
  }

  /** The model of raw rows of floats. */
  VAE ofRawRows() {
    return vae.ofRawRows(origin);
  }

  Parameters parameters() {
    return parameters;
  }

  /** Codes of {@code count} rows, not scored. */
  List<LatentCode> encode(RowSource rows, int count) {
    List<LatentCode> codes = new ArrayList<>(count);
    encode(rows, count, codes::add);
    return codes;
  }

  /** As above; each code is handed on when it is made, in the order of the rows. */
  void encode(RowSource rows, int count, Consumer<LatentCode> to) {
    boolean closed = encoded.contains(VAEOutputs.KL);
    runner.run(
        encoded,
        rows,
        count,
        NoiseSource.NONE,
        batch -> {
          for (int i = 0; i < batch.examples(); i++) {
            double kl = closed ? batch.values(VAEOutputs.KL)[i] : Double.NaN;
            to.accept(code(batch, i, Double.NaN, Double.NaN, kl));
          }
        });
  }

  /** The units of a hidden layer. */
  int units(HiddenLayers.Layer layer) {
    return runner.columns(output(layer));
  }

  /** A hidden layer of {@code count} rows, {@code [count, units]}. */
  double[][] layer(HiddenLayers.Layer layer, RowSource rows, int count) {
    return runner.values(output(layer), rows, count, NoiseSource.NONE);
  }

  private static String output(HiddenLayers.Layer layer) {
    return layer == HiddenLayers.Layer.ENCODER
        ? VAEOutputs.ENCODER_LAYER
        : VAEOutputs.DECODER_LAYER;
  }

  /** Scored codes of {@code count} rows. */
  List<LatentCode> score(RowSource rows, int count) {
    List<LatentCode> codes = new ArrayList<>(count);
    runner.run(
        List.of(
            VAEOutputs.MEAN,
            VAEOutputs.LOG_VARIANCE,
            VAEOutputs.RECONSTRUCTION_NATS,
            VAEOutputs.KL),
        rows,
        count,
        draws,
        batch -> {
          for (int i = 0; i < batch.examples(); i++) {
            Nats nats =
                Nats.ofParts(
                    batch.values(VAEOutputs.RECONSTRUCTION_NATS)[i],
                    batch.values(VAEOutputs.KL)[i]);
            codes.add(code(batch, i, nats.elbo(), nats.reconstruction(), nats.kl()));
          }
        });
    return codes;
  }

  private LatentCode code(
      Runner.Batch batch, int i, double elbo, double reconstruction, double kl) {
    double[] mean = batch.row(VAEOutputs.MEAN, i);
    double[] logVariance = batch.row(VAEOutputs.LOG_VARIANCE, i);
    if (!Arrays.stream(mean).allMatch(Double::isFinite)
        || !Arrays.stream(logVariance).allMatch(value -> value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected values that the encoder can work with in floats, found larger ones in row"
                  + " %d (from 0), whose code is no number",
              batch.first() + i));
    }
    return new LatentCode(names, mean, logVariance, elbo, reconstruction, kl);
  }

  /**
   * The mean divergence of each latent dimension over {@code count} rows, at least 1, in nats.
   *
   * @return {@code [latent]}; empty if the divergence does not split by dimensions
   */
  double[] meanLatentNats(RowSource rows, int count) {
    if (!hasPrior()) {
      return new double[0];
    }
    boolean splits = runner.columns(VAEOutputs.LATENT_NATS) == vae.latent();
    if (!splits || runner.isRandom(VAEOutputs.LATENT_NATS)) {
      return new double[0];
    }
    double[] sums = new double[vae.latent()];
    runner.run(
        List.of(VAEOutputs.LATENT_NATS),
        rows,
        count,
        NoiseSource.NONE,
        batch -> {
          float[] nats = batch.values(VAEOutputs.LATENT_NATS);
          for (int i = 0; i < batch.examples() * sums.length; i++) {
            sums[i % sums.length] += nats[i];
          }
        });
    return Arrays.stream(sums).map(sum -> sum / count).toArray();
  }

  /**
   * The mean of p(x|z), {@code [columns]}, in raw values.
   *
   * @param z {@code [latent]}
   * @throws IllegalArgumentException if z has another length or is not finite
   */
  double[] decode(double[] z) {
    if (z.length != vae.latent()) {
      throw new IllegalArgumentException(
          "Expected a code of " + vae.latent() + " dimensions, found " + z.length);
    }
    float[] floats = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      floats[i] = (float) z[i];
      if (!Float.isFinite(floats[i])) {
        throw new IllegalArgumentException(
            "Expected a code of finite numbers, found " + z[i] + " in dimension " + i);
      }
    }
    RowSource codes = RowSource.of(floats);
    return origin.addTo(runner.values(VAEOutputs.DECODED, codes, 1, NoiseSource.NONE))[0];
  }

  /** The means of p(x|z) for z drawn from the prior, {@code [count, columns]}, in raw values. */
  double[][] sample(int count, long seed) {
    if (count < 0) {
      throw new IllegalArgumentException("Expected 0 or more rows to sample, found " + count);
    }
    if (!hasPrior()) {
      throw new IllegalArgumentException(
          "Expected a model with a prior to draw rows from, found a plain autoencoder (posterior"
              + " point); it reconstructs rows, and a VAE draws new ones");
    }
    NoiseSource noise = NoiseSource.gaussian(Prior.NOISE, RandomStream.of(seed, "sample").key(), 0);
    return origin.addTo(runner.values(VAEOutputs.SAMPLE, RowSource.of(), count, noise));
  }

  /** Importance-weighted estimates of log p(x). */
  LogLikelihood logLikelihood(RowSource rows, int count, int samples) {
    return sampler.logLikelihood(rows, count, samples);
  }

  /** Means of p(x|z) over draws of q(z|x), {@code [count, columns]}, in raw values. */
  double[][] posteriorMean(RowSource rows, int count) {
    return origin.addTo(runner.values(VAEOutputs.POSTERIOR_MEAN, rows, count, draws));
  }

  /** Importance-weighted estimates of E[x|observed x], {@code [count, columns]}, in raw values. */
  double[][] weightedMean(RowSource rows, int count, int samples) {
    return origin.addTo(sampler.means(rows, count, samples));
  }

  /**
   * Split scores of {@code count} rows.
   *
   * @param samples importance samples for each row, read for {@link ScoreKind#LOG_LIKELIHOOD} only
   */
  List<ScoreSplit> split(ScoreKind kind, int samples, RowSource rows, int count) {
    return kind == ScoreKind.LOG_LIKELIHOOD
        ? sampler.split(rows, count, samples)
        : splitter.split(kind, rows, count);
  }
}
