package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.graph.Parameter;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Poisson;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.ClassPrior;
import org.lateo.model.Definition;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.BayesianLayers;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.Loss;
import org.lateo.output.LatentCode;
import org.lateo.train.AdamW;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;

/**
 * Decoders whose weights have distributions. Truth is factor analysis with one factor and one
 * column, x = w z + b + noise of known deviation, with w and z standard normal and b of the wide
 * prior of levels: given the codes' moments the best q(w) and q(b) are known, and the evidence is
 * an integral over a plane.
 */
final class BayesianDecoderTest {
  private static final double NOISE = 0.6;
  private static final double LEVEL = BayesianLayers.LEVEL * BayesianLayers.LEVEL;
  private static final int ROWS = 30;
  private static final MutableDataset<LatentCode> DATASET = Tiny.unit(100);

  /** Standardised, so that the model's scaling changes nothing. */
  private static double[][] rows() {
    RandomStream random = RandomStream.of(4, "one factor");
    double[] x = new double[ROWS];
    Arrays.setAll(x, i -> random.gaussian(i));
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / ROWS;
    double[][] rows = new double[ROWS][1];
    Arrays.setAll(rows, i -> new double[] {(x[i] - mean) / Math.sqrt(variance)});
    return rows;
  }

  private static double[][] twice(double[][] rows) {
    double[][] all = Arrays.copyOf(rows, 2 * rows.length);
    System.arraycopy(rows, 0, all, rows.length, rows.length);
    return all;
  }

  private static VAETrainerBuilder linear(int rows) {
    return VAETrainer.builder()
        .hidden()
        .decoderHidden()
        .latent(1)
        .likelihood(new Gaussian(Gaussian.Variance.FIXED, NOISE))
        .objective(new ELBO(ELBO.Estimator.CLOSED_FORM, 10))
        .bayesianDecoder(true)
        .decoderPrior(1)
        .epochs(2500)
        .batchSize(rows)
        .validation(0);
  }

  /** q(w), q(b) and q(z|x) of a trained model, and what is known of them. */
  private static final class Found {
    private final Map<String, Double> values = new HashMap<>();
    private final double[][] rows;

    Found(VAEModel model, double[][] rows) {
      this.rows = rows;
      Definition<VAEArchitecture> definition = model.definition();
      VAE vae = definition.connect(VAE.class);
      for (Parameter p : vae.layout().parameters()) {
        values.put(p.name(), (double) definition.parameters()[vae.layout().offset(p)]);
      }
    }

    double of(String name) {
      return values.get(name);
    }

    double variance(String name) {
      double deviation = Math.log1p(Math.exp(of("likelihood.mean." + name + ".spread"))) + 1e-6;
      return deviation * deviation;
    }

    double mean(String name) {
      return of("likelihood.mean." + name + ".mean");
    }

    double code(double x) {
      return of("posterior.mean.weight") * x + of("posterior.mean.bias");
    }

    double codeVariance(double x) {
      return Math.exp(of("posterior.logVariance.weight") * x + of("posterior.logVariance.bias"));
    }

    private static double divergence(double mean, double variance, double prior) {
      return 0.5 * ((mean * mean + variance) / prior - 1 - Math.log(variance / prior));
    }

    double weightDivergence() {
      return divergence(mean("weight"), variance("weight"), 1)
          + divergence(mean("bias"), variance("bias"), LEVEL);
    }

    /** The bound of all rows together, in closed form. */
    double bound() {
      double sum = -weightDivergence();
      for (double[] row : rows) {
        double x = row[0];
        double z = code(x);
        double v = codeVariance(x);
        double off = x - mean("weight") * z - mean("bias");
        double spread =
            variance("weight") * (z * z + v)
                + mean("weight") * mean("weight") * v
                + variance("bias");
        sum += logDensity(off * off + spread, NOISE * NOISE) - divergence(z, v, 1);
      }
      return sum;
    }

    /** log p(rows) by the trapezoidal rule over w and b. */
    double logEvidence() {
      double step = 0.02;
      List<Double> logs = new ArrayList<>();
      for (double w = -6; w <= 6; w += step) {
        for (double b = -6; b <= 6; b += step) {
          double log = logDensity(w * w, 1) + logDensity(b * b, LEVEL);
          for (double[] row : rows) {
            log += logDensity((row[0] - b) * (row[0] - b), w * w + NOISE * NOISE);
          }
          logs.add(log);
        }
      }
      double most = logs.stream().mapToDouble(x -> x).max().orElseThrow();
      double sum = logs.stream().mapToDouble(x -> Math.exp(x - most)).sum();
      return most + Math.log(sum * step * step);
    }

    private static double logDensity(double square, double variance) {
      return -0.5 * (Math.log(2 * Math.PI * variance) + square / variance);
    }
  }

  /** 1/σ² of q(w) is 1 + Σ E[z²] / noise², of q(b) 1/s² + rows / noise²: best given the codes. */
  private static void assertBestVariances(Found found) {
    double squares =
        Arrays.stream(found.rows)
            .mapToDouble(
                row -> found.code(row[0]) * found.code(row[0]) + found.codeVariance(row[0]))
            .sum();
    double square = NOISE * NOISE;
    assertEquals(1, found.variance("weight") * (1 + squares / square), 0.02);
    assertEquals(1, found.variance("bias") * (1 / LEVEL + found.rows.length / square), 0.02);
  }

  @Test
  void weightsHaveTheVariancesThatRowsLeaveThem() {
    double[][] rows = rows();
    assertBestVariances(new Found(linear(ROWS).build().fit(rows), rows));
    double[][] twice = twice(rows);
    assertBestVariances(new Found(linear(2 * ROWS).build().fit(twice), twice));
  }

  /** What is reported is the closed form, and below the evidence by little. */
  @Test
  void theReportedBoundIsOneOnTheEvidence() {
    double[][] rows = rows();
    List<EpochReport> reports = new ArrayList<>();
    VAEModel model = linear(ROWS).build().fit(Tiny.dataset(rows), reports::add);
    Found found = new Found(model, rows);
    double bound = found.bound();
    double[] last =
        reports.subList(reports.size() - 500, reports.size()).stream()
            .mapToDouble(report -> ROWS * report.training().get(Loss.BOUND))
            .toArray();
    double mean = Arrays.stream(last).average().orElseThrow();
    double variance = Arrays.stream(last).map(v -> (v - mean) * (v - mean)).sum() / last.length;
    assertEquals(bound, mean, 0.05 + 4 * Math.sqrt(variance / last.length));
    double evidence = found.logEvidence();
    assertTrue(bound < evidence, bound + " and " + evidence);
    assertTrue(evidence - bound < 3, bound + " and " + evidence);
    double share = reports.get(reports.size() - 1).training().get(Loss.WEIGHT_KL);
    assertEquals(found.weightDivergence() / ROWS, share, 0.01);
  }

  /** The weights' divergence is the training rows' alone; theirs is a bound on the evidence. */
  @Test
  void heldOutRowsBearNoShareOfTheWeightsDivergence() {
    List<EpochReport> reports = new ArrayList<>();
    bayesian().validation(0.2).build().fit(DATASET, reports::add);
    for (EpochReport report : reports) {
      Map<String, Double> held = report.validation();
      assertEquals(0, held.get(Loss.WEIGHT_KL));
      double bound = held.get(Loss.RECONSTRUCTION) - held.get(Loss.KL);
      assertEquals(bound, held.get(Loss.BOUND), 1e-5);
      assertEquals(held.get(Loss.BOUND), report.watched());
      double share = report.training().get(Loss.WEIGHT_KL);
      assertTrue(share > 0.1, "share " + share);
      assertEquals(
          report.reconstruction() - report.kl() - share,
          report.elbo(),
          1e-5 * Math.abs(share) + 1e-5);
    }
  }

  /** The start of the refinement is measured as its epochs are. */
  @Test
  void aRefinementIsKept() {
    List<EpochReport> reports = new ArrayList<>();
    VAETrainer.builder()
        .hidden(16)
        .threads(1)
        .validation(0.2)
        .bayesianDecoder(true)
        .refinement(new ELBO(ELBO.Estimator.CLOSED_FORM, 5))
        .refinementShare(0.5)
        .epochs(60)
        .build()
        .fit(Tiny.unit(300), reports::add);
    assertTrue(reports.get(59).bestEpoch() > 30, "best epoch " + reports.get(59).bestEpoch());
    assertTrue(reports.get(59).watched() > reports.get(29).watched());
  }

  private static VAETrainerBuilder bayesian() {
    return Tiny.trainer().bayesianDecoder(true).epochs(3);
  }

  /** The model is that of the same numbers, without distributions, at the means. */
  @Test
  void theModelHasWeightsAtTheirMeans() {
    VAEModel model = bayesian().build().fit(DATASET);
    Definition<VAEArchitecture> of = model.definition();
    VAEArchitecture a = of.architecture();
    VAEArchitecture plain =
        new VAEArchitecture(
            a.encoder(),
            a.decoder(),
            a.activation(),
            a.gated(),
            a.latent(),
            a.posterior(),
            a.prior(),
            a.likelihood(),
            a.weights());
    VAE with = of.connect(VAE.class);
    VAE without = plain.connect(of.scaling(), of.sparse(), of.missing());
    float[] values = new float[without.layout().size()];
    Map<String, Parameter> all = new HashMap<>();
    with.layout().parameters().forEach(p -> all.put(p.name(), p));
    for (Parameter p : without.layout().parameters()) {
      Parameter from = all.getOrDefault(p.name(), all.get(p.name() + ".mean"));
      System.arraycopy(
          of.parameters(),
          with.layout().offset(from),
          values,
          without.layout().offset(p),
          p.size());
    }
    VAEModel same =
        new VAEModel(
            "plain",
            model.getProvenance(),
            model.getFeatureIDMap(),
            model.getOutputIDInfo(),
            new Definition<>(
                plain, of.scaling(), of.sparse(), of.missing(), of.origin(), values, of.seed()));
    List<Example<?>> rows = Bits.examples(DATASET);
    Bits.assertSameCodes(same.score(rows), model.score(rows));
    assertArrayEquals(same.reconstruct(rows.get(0)), model.reconstruct(rows.get(0)));
    assertArrayEquals(same.sample(3, 1), model.sample(3, 1));
  }

  @Test
  void survivesStorage() {
    VAEModel model = bayesian().decoderPrior(0.3).build().fit(DATASET);
    VAEModel read = (VAEModel) Model.deserialize(model.serialize());
    Bits.assertSameModel(model, read, DATASET);
    assertTrue(read.definition().architecture().bayesianDecoder());
    assertEquals(0.3, read.definition().architecture().decoderPrior());
  }

  @Test
  void trainsFurther() {
    VAEModel first = bayesian().decoderPrior(0.3).build().fit(DATASET);
    VAETrainer like = VAETrainer.builderLike(first).epochs(1).build();
    VAEModel second = like.fit(DATASET, first, TrainingListener.NONE);
    assertFalse(Arrays.equals(first.definition().parameters(), second.definition().parameters()));
    VAETrainer plain = VAETrainer.builderLike(first).bayesianDecoder(false).decoderPrior(0).build();
    assertThrows(
        IllegalArgumentException.class, () -> plain.fit(DATASET, first, TrainingListener.NONE));
  }

  @Test
  void resumesToTheSameBits(@TempDir Path folder) {
    Resumption.assertExact(
        (listener, threads) -> bayesian().epochs(9).threads(threads).build().fit(DATASET, listener),
        DATASET,
        folder);
  }

  /** Any likelihood's layers have distributions, not those of pixels alone. */
  @Test
  void aLikelihoodOfCountsHasThemToo() {
    double[][] counts = new double[40][2];
    RandomStream random = RandomStream.of(2, "counts");
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new double[] {Math.floor(5 * random.uniform(i)), i % 3};
    }
    VAEModel model =
        VAETrainer.builder()
            .hidden(4)
            .latent(1)
            .likelihood(new Poisson())
            .bayesianDecoder(true)
            .epochs(2)
            .build()
            .fit(counts);
    List<String> names =
        model.definition().connect(VAE.class).layout().parameters().stream()
            .map(Parameter::name)
            .filter(name -> name.endsWith(".spread"))
            .toList();
    assertEquals(
        List.of(
            "decoder.0.weight.spread",
            "decoder.0.bias.spread",
            "likelihood.logMean.weight.spread",
            "likelihood.logMean.bias.spread"),
        names);
  }

  private static void assertRefused(VAETrainerBuilder builder, String field, String text) {
    PropertyException found = assertThrows(PropertyException.class, builder::build);
    assertTrue(found.getMessage().contains("Property: " + field), found.getMessage());
    assertTrue(found.getMessage().contains(text), found.getMessage());
  }

  @Test
  void refusesWhatTheBoundDoesNotHoldFor() {
    assertRefused(
        bayesian().objective(new IWAE()), "bayesianDecoder", "unless objective and refinement");
    assertRefused(
        bayesian().refinement(new IWAE()), "bayesianDecoder", "unless objective and refinement");
    assertRefused(bayesian().gated(true), "bayesianDecoder", "found gated layers");
    assertRefused(
        VAETrainer.autoencoder().bayesianDecoder(true), "bayesianDecoder", "unless objective");
    assertRefused(bayesian().decoderPrior(-1), "decoderPrior", "0.001 to 1000, found -1.0");
    assertRefused(Tiny.trainer().decoderPrior(1), "decoderPrior", "0 unless the decoder");
    assertRefused(bayesian().optimiser(new AdamW()), "optimiser", "one without weight decay");
    bayesian().optimiser(new AdamW(0.01, 0)).build();
  }

  @Test
  void classesHaveNoSuchBoundEither() {
    ClassPrior prior = new ClassPrior(List.of(0.5, 0.5), false);
    VAEArchitecture shape = new VAEArchitecture();
    SemiSupervisedArchitecture classes =
        new SemiSupervisedArchitecture(shape.withBayesianDecoder(0), List.of(), prior, false);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> classes.connect(Scaling.none(3), false, MissingColumns.none(3)))
            .getMessage();
    assertTrue(message.startsWith("bayesianDecoder: expected"), message);
  }
}
