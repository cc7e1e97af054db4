package org.lateo.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Program;
import org.lateo.inference.Score;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;

/** Rows held as their non-zeros give the numbers of rows held as arrays. */
final class SparseInputTest {
  private static final int COLUMNS = 300;
  private static final int EXAMPLES = 50;

  static Stream<Likelihood> likelihoods() {
    return Models.likelihoods(COLUMNS);
  }

  /** One value in twenty is 1. */
  private static float[] rows() {
    RandomStream random = RandomStream.of(4, "rows");
    float[] rows = new float[EXAMPLES * COLUMNS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.uniform(i) < 0.05 ? 1 : 0;
    }
    return rows;
  }

  private static Evaluation run(VAE vae, Node... outputs) {
    Evaluation run =
        new Evaluation(vae.layout(), Models.firstValues(vae, 5), EXAMPLES, outputs)
            .set(vae.features(), rows());
    for (Node node : new Program(outputs).nodes()) {
      if (node instanceof Noise noise) {
        float[] values = new float[noise.rows().count(EXAMPLES) * noise.columns()];
        RandomStream.fillGaussian(6, values, 0, values.length);
        run.set(noise, values);
      }
    }
    return run.run();
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static void assertClose(float[] expected, float[] found, String what) {
    assertEquals(expected.length, found.length);
    float[] difference = new float[expected.length];
    float[] numbers = expected.clone();
    for (int i = 0; i < expected.length; i++) {
      // What is impossible is so in both.
      boolean same = Float.isInfinite(expected[i]) && found[i] == expected[i];
      difference[i] = same ? 0 : found[i] - expected[i];
      numbers[i] = same ? 0 : expected[i];
    }
    double error = norm(difference);
    assertTrue(error <= 1e-5 * norm(numbers), what + " off by " + error + " of " + norm(numbers));
  }

  private static Stream<VAEArchitecture> architectures(Likelihood likelihood) {
    return Stream.of(List.of(70, 9), List.<Integer>of())
        .map(hidden -> Models.architecture(hidden, Activation.RELU, 5, likelihood));
  }

  /** Also for likelihoods that scale, whose rows become dense again. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void boundsAndGradientsAgree(Likelihood likelihood) {
    Scaling scaling = Models.scaling(likelihood, COLUMNS);
    for (VAEArchitecture a : architectures(likelihood).toList()) {
      for (int samples : new int[] {1, 3}) {
        ELBO elbo = new ELBO(ELBO.Estimator.CLOSED_FORM, samples);
        VAE denseVae = a.connect(scaling);
        Loss denseBound = elbo.loss(denseVae);
        Evaluation expected = run(denseVae, denseBound.report("elbo"));
        VAE sparseVae = a.connect(scaling, true, MissingColumns.none(scaling.columns()));
        Loss sparseBound = elbo.loss(sparseVae);
        Evaluation found = run(sparseVae, sparseBound.report("elbo"));
        assertClose(
            expected.values(denseBound.report("elbo")),
            found.values(sparseBound.report("elbo")),
            "the bound");
        assertClose(expected.gradient(), found.gradient(), "the gradient");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void scoresAgree(Likelihood likelihood) {
    Scaling scaling = Scaling.none(COLUMNS);
    for (VAEArchitecture a : architectures(likelihood).toList()) {
      VAE denseVae = a.connect(scaling);
      VAE sparseVae = a.connect(scaling, true, MissingColumns.none(scaling.columns()));
      Score dense = Score.of(denseVae, 4);
      Score sparse = Score.of(sparseVae, 4);
      assertClose(
          run(denseVae, dense.featureNats()).values(dense.featureNats()),
          run(sparseVae, sparse.featureNats()).values(sparse.featureNats()),
          "feature nats");
      assertClose(
          run(denseVae, dense.mean()).values(dense.mean()),
          run(sparseVae, sparse.mean()).values(sparse.mean()),
          "the mean");
    }
  }
}
