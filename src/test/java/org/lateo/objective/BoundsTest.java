package org.lateo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.Sample;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Program;
import org.lateo.inference.FixedDraws;
import org.lateo.inference.ImportanceWeights;
import org.lateo.inference.Score;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO.Estimator;

/** How the bounds on log p(x) relate to one another, whatever the likelihood. */
final class BoundsTest {
  private static final int COLUMNS = 5;
  private static final int LATENT = 2;
  private static final int ROWS = 6;

  static Stream<Likelihood> likelihoods() {
    return Models.likelihoods(COLUMNS);
  }

  private static VAE model(Likelihood likelihood) {
    return Models.small(Activation.TANH, likelihood).connect(Models.scaling(likelihood, COLUMNS));
  }

  /** Values 0 or 1, or what is possible near them. */
  private static float[] rows(VAE vae, int from, int to) {
    RandomStream random = RandomStream.of(9, "rows");
    float[] rows = new float[(to - from) * COLUMNS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.below(2, (long) from * COLUMNS + i);
    }
    return Models.possible(vae, rows);
  }

  private static float[] noise(int samples, long key) {
    float[] noise = new float[ROWS * samples * LATENT];
    RandomStream.fillGaussian(key, noise, 0, noise.length);
    return noise;
  }

  private static Evaluation evaluation(VAE vae, int examples, Node... outputs) {
    return new Evaluation(vae.layout(), Models.firstValues(vae, 5), examples, outputs);
  }

  private static Noise noiseOf(Node root) {
    return new Program(root)
        .nodes().stream()
            .filter(Noise.class::isInstance)
            .map(Noise.class::cast)
            .findFirst()
            .orElseThrow();
  }

  /** Estimator A, averaged over draws of 20 samples, against estimator B of the same draws. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void estimatorsAgreeInTheMean(Likelihood likelihood) {
    VAE vae = model(likelihood);
    Loss a = new ELBO(Estimator.MONTE_CARLO, 20).loss(vae);
    Loss b = new ELBO(Estimator.CLOSED_FORM, 20).loss(vae);
    Evaluation runA = evaluation(vae, ROWS, a.report("elbo"), a.report("reconstruction"));
    Evaluation runB = evaluation(vae, ROWS, b.report("elbo"), b.report("reconstruction"));
    runA.set(vae.features(), rows(vae, 0, ROWS));
    runB.set(vae.features(), rows(vae, 0, ROWS));
    List<Sample> differences = Stream.generate(Sample::new).limit(ROWS).toList();
    for (int draw = 0; draw < 200; draw++) {
      runA.set(noiseOf(a.report("elbo")), noise(20, draw)).run();
      runB.set(noiseOf(b.report("elbo")), noise(20, draw)).run();
      assertArrayEquals(
          runB.values(b.report("reconstruction")), runA.values(a.report("reconstruction")));
      float[] elboA = runA.values(a.report("elbo"));
      float[] elboB = runB.values(b.report("elbo"));
      for (int row = 0; row < ROWS; row++) {
        differences.get(row).add((double) elboA[row] - elboB[row]);
      }
    }
    differences.forEach(difference -> difference.assertMean(0));
    assertTrue(differences.get(0).standardError() > 1e-4, "they are not the same estimator");
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void scoresSplitExactly(Likelihood likelihood) {
    VAE vae = model(likelihood);
    Score score = Score.of(vae, FixedDraws.count(LATENT));
    Evaluation run =
        evaluation(
            vae,
            ROWS,
            score.elbo(),
            score.reconstruction(),
            score.kl(),
            score.featureNats(),
            score.latentNats());
    run.set(vae.features(), rows(vae, 0, ROWS)).set(score.noise(), FixedDraws.of(LATENT, 1)).run();
    for (int row = 0; row < ROWS; row++) {
      double features = sum(run.values(score.featureNats()), row, COLUMNS);
      double latents = sum(run.values(score.latentNats()), row, LATENT);
      // Each is one rounding of a double sum.
      assertEquals(features, run.values(score.reconstruction())[row], 6e-8 * Math.abs(features));
      assertEquals(latents, run.values(score.kl())[row], 6e-8 * latents);
      assertEquals(
          run.values(score.reconstruction())[row] - run.values(score.kl())[row],
          run.values(score.elbo())[row]);
    }
  }

  private static double sum(float[] values, int row, int columns) {
    double sum = 0;
    for (int c = 0; c < columns; c++) {
      sum += values[row * columns + c];
    }
    return sum;
  }

  /** Within 1e-6 of the size of its parts, whatever else is in the batch. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void aScoreIsAFunctionOfModelAndRow(Likelihood likelihood) {
    VAE vae = model(likelihood);
    Score score = Score.of(vae, FixedDraws.count(LATENT));
    float[] draws = FixedDraws.of(LATENT, 1);
    Evaluation together = evaluation(vae, ROWS, score.elbo(), score.featureNats(), score.kl());
    together.set(vae.features(), rows(vae, 0, ROWS)).set(score.noise(), draws).run();
    float[] nats = together.values(score.featureNats());
    for (int row = 0; row < ROWS; row++) {
      Evaluation alone = evaluation(vae, 1, score.elbo());
      alone.set(vae.features(), rows(vae, row, row + 1)).set(score.noise(), draws).run();
      double size = 1 + Math.abs(together.values(score.kl())[row]);
      for (int c = 0; c < COLUMNS; c++) {
        size += Math.abs(nats[row * COLUMNS + c]);
      }
      float expected = together.values(score.elbo())[row];
      assertEquals(expected, alone.values(score.elbo())[0], 1e-6 * size);
    }
  }

  /** The score is estimator B over the fixed draws. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void aScoreIsTheBoundOfItsDraws(Likelihood likelihood) {
    VAE vae = model(likelihood);
    int draws = FixedDraws.count(LATENT);
    Score score = Score.of(vae, draws);
    Loss bound = new ELBO(Estimator.CLOSED_FORM, draws).loss(vae);
    Evaluation run = evaluation(vae, ROWS, score.elbo(), bound.report("elbo"));
    run.set(vae.features(), rows(vae, 0, ROWS));
    run.set(score.noise(), FixedDraws.of(LATENT, 1));
    run.set(noiseOf(bound.report("elbo")), FixedDraws.of(LATENT, 1)).run();
    float[] expected = run.values(bound.report("elbo"));
    float[] found = run.values(score.elbo());
    for (int row = 0; row < ROWS; row++) {
      assertEquals(expected[row], found[row], 1e-6 * (1 + Math.abs(expected[row])));
    }
  }

  /**
   * The log of a mean of k weights, in the mean over blocks of the same draws, grows with k: log is
   * concave, so this holds for every row and any draws. For k = 1 it is estimator A.
   */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void moreSamplesTightenTheBound(Likelihood likelihood) {
    VAE vae = model(likelihood);
    int samples = 64;
    ImportanceWeights weights = ImportanceWeights.of(vae, samples);
    Loss a = new ELBO(Estimator.MONTE_CARLO, samples).loss(vae);
    Evaluation run = evaluation(vae, ROWS, weights.logWeight(), a.report("elbo"));
    run.set(vae.features(), rows(vae, 0, ROWS)).set(weights.noise(), noise(samples, 4));
    run.set(noiseOf(a.report("elbo")), noise(samples, 4)).run();
    float[] logWeights = run.values(weights.logWeight());
    for (int row = 0; row < ROWS; row++) {
      List<Double> bounds = new ArrayList<>();
      for (int k = 1; k <= samples; k *= 2) {
        double sum = 0;
        for (int from = 0; from < samples; from += k) {
          sum += ImportanceWeights.logMean(logWeights, row * samples + from, k);
        }
        bounds.add(sum * k / samples);
      }
      double first = bounds.get(0);
      assertEquals(first, run.values(a.report("elbo"))[row], 1e-5 * (1 + Math.abs(first)));
      for (int i = 1; i < bounds.size(); i++) {
        // Doubles of size 10 to 100; the float weights are the same on both sides.
        assertTrue(bounds.get(i) >= bounds.get(i - 1) - 1e-12, "bounds " + bounds);
      }
      assertTrue(bounds.get(bounds.size() - 1) > first + 1e-3, "bounds " + bounds);
    }
  }

  @Test
  void logMeanIsThatOfTheWeights() {
    float[] logWeights = {9f, (float) Math.log(2), (float) Math.log(4), 9f};
    assertEquals(Math.log(3), ImportanceWeights.logMean(logWeights, 1, 2), 1e-7);
    assertEquals(-1e4, ImportanceWeights.logMean(new float[] {-1e4f, -1e4f}, 0, 2));
    assertEquals(1e4 - Math.log(2), ImportanceWeights.logMean(new float[] {1e4f, -1e4f}, 0, 2));
    float nothing = Float.NEGATIVE_INFINITY;
    assertEquals(-Math.log(2), ImportanceWeights.logMean(new float[] {0f, nothing}, 0, 2));
    assertEquals(
        Double.NEGATIVE_INFINITY,
        ImportanceWeights.logMean(new float[] {nothing, nothing}, 0, 2),
        "an impossible row");
  }

  @Test
  void samplesAreAtLeastOne() {
    PropertyException thrown =
        assertThrows(PropertyException.class, () -> new ELBO(Estimator.CLOSED_FORM, 0));
    assertSays(thrown, "at least 1", "found 0");
  }

  @Test
  void sizesAreAtLeastOne() {
    assertRefused(
        () -> Models.architecture(List.of(3, 0), Activation.TANH, 2, new Bernoulli()),
        "encoder",
        "at least 1",
        "[3, 0]");
    assertRefused(
        () -> Models.architecture(List.of(), Activation.TANH, 0, new Bernoulli()),
        "latent",
        "found 0");
  }

  @Test
  void parametersAreInTheOrderOfTheFormula() {
    VAE vae = Models.small(Activation.TANH, new Bernoulli()).connect(Scaling.none(COLUMNS));
    assertEquals(
        List.of(
            "encoder.0.weight",
            "encoder.0.bias",
            "posterior.mean.weight",
            "posterior.mean.bias",
            "posterior.logVariance.weight",
            "posterior.logVariance.bias",
            "decoder.0.weight",
            "decoder.0.bias",
            "likelihood.logit.weight",
            "likelihood.logit.bias"),
        vae.layout().parameters().stream().map(p -> p.name()).toList());
  }
}
