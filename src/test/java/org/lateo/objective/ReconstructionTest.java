package org.lateo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Program;
import org.lateo.graph.TwinCheck;
import org.lateo.graph.Workers;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PointPosterior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Poisson;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;

/** The plain autoencoder's objective: gradients, penalties by their formulas, noise, refusals. */
final class ReconstructionTest {
  private static final int COLUMNS = 5;
  private static final int EXAMPLES = 7;
  private static final Workers ALONE = new Workers(1);

  private static VAEArchitecture shape(
      List<Integer> hidden, Activation code, Likelihood likelihood) {
    return new VAEArchitecture(
        hidden,
        hidden,
        Activation.TANH,
        false,
        3,
        new PointPosterior(code),
        new StandardNormalPrior(),
        likelihood,
        WeightInitialiser.GLOROT);
  }

  private static VAE linear(Activation code) {
    return shape(List.of(), code, new Gaussian()).connect(Scaling.none(COLUMNS));
  }

  private static float[] rows() {
    float[] rows = new float[EXAMPLES * COLUMNS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) RandomStream.of(3, "rows").uniform(i);
    }
    return rows;
  }

  private static void check(VAE vae, Reconstruction objective, float... rows) {
    Node root = objective.loss(vae).maximised();
    TwinCheck check =
        new TwinCheck(root, vae.layout(), Models.firstValues(vae, 3), EXAMPLES, EXAMPLES);
    check.setLeaf(vae.features(), rows);
    check.assertForward(ALONE, 1e-6);
    check.assertGradient(ALONE);
  }

  private static Reconstruction plain() {
    return new Reconstruction();
  }

  /** Those that go with any encoder. */
  static Stream<Reconstruction> forAnyEncoder() {
    return Stream.of(
        plain(),
        plain().withNoise(0.7),
        plain().withMasking(0.4),
        plain().withNoise(0.7).withMasking(0.4),
        plain().withSparsity(2, Sparsity.L1));
  }

  @ParameterizedTest
  @MethodSource("forAnyEncoder")
  void gradients(Reconstruction objective) {
    for (Likelihood likelihood : Models.likelihoods(COLUMNS).toList()) {
      VAE vae =
          shape(List.of(4), Activation.IDENTITY, likelihood)
              .connect(Models.scaling(likelihood, COLUMNS));
      check(vae, objective, Models.possible(vae, rows()));
    }
    VAEArchitecture bernoulli = shape(List.of(4), Activation.IDENTITY, new Bernoulli());
    MissingColumns none = MissingColumns.none(COLUMNS);
    check(bernoulli.connect(Scaling.none(COLUMNS), true, none), objective, rows());
    MissingColumns missing = new MissingColumns(List.of(1, 2, 2, 0, 3));
    VAE withGaps = bernoulli.connect(Scaling.none(COLUMNS), false, missing);
    check(withGaps, objective, Gaps.rows(withGaps, EXAMPLES));
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"SIGMOID", "TANH", "IDENTITY"})
  void gradientsOfTheContraction(Activation code) {
    check(linear(code), plain().withContraction(0.5).withNoise(0.2), rows());
  }

  @Test
  void gradientsOfTheSparsity() {
    VAE vae = shape(List.of(4), Activation.SIGMOID, new Gaussian()).connect(Scaling.none(COLUMNS));
    check(vae, plain().withSparsity(3, Sparsity.KL).withActivity(0.2), rows());
  }

  @ParameterizedTest
  @MethodSource("forAnyEncoder")
  void gradientsOfTiedWeights(Reconstruction objective) {
    for (List<Integer> hidden : List.of(List.<Integer>of(), List.of(4))) {
      VAEArchitecture tied =
          shape(hidden, Activation.TANH, new Gaussian(Gaussian.Variance.ROW)).withTied();
      check(tied.connect(Scaling.none(COLUMNS)), objective, rows());
      MissingColumns missing = new MissingColumns(List.of(1, 2, 2, 0, 3));
      VAE withGaps = tied.connect(Scaling.none(COLUMNS), false, missing);
      check(withGaps, objective, Gaps.rows(withGaps, EXAMPLES));
      VAE sparse =
          shape(hidden, Activation.TANH, new Bernoulli())
              .withTied()
              .connect(Scaling.none(COLUMNS), true, MissingColumns.none(COLUMNS));
      check(sparse, objective, rows());
    }
  }

  /** Biases aside, a tied model has the encoder's parameters alone. */
  @Test
  void tiedWeightsAreOneParameter() {
    VAEArchitecture free = shape(List.of(4), Activation.TANH, new Bernoulli());
    List<String> names =
        free.withTied().connect(Scaling.none(COLUMNS)).layout().parameters().stream()
            .map(p -> p.name())
            .toList();
    assertEquals(
        List.of(
            "encoder.0.weight",
            "encoder.0.bias",
            "posterior.point.weight",
            "posterior.point.bias",
            "decoder.0.bias",
            "likelihood.mean.bias"),
        names);
  }

  private static Evaluation run(VAE vae, float[] values, Node... outputs) {
    Evaluation evaluation =
        new Evaluation(vae.layout(), values, EXAMPLES, outputs).set(vae.features(), rows());
    for (Node node : new Program(outputs).nodes()) {
      if (node instanceof Noise noise) {
        float[] drawn = new float[EXAMPLES * noise.columns()];
        RandomStream.fillGaussian(noise.key().hashCode(), drawn, 0, drawn.length);
        evaluation.set(noise, drawn);
      }
    }
    return evaluation.run();
  }

  private static double[] code(VAE vae, float[] values, double[] x, Activation function) {
    double[] code = new double[vae.latent()];
    int weight = vae.layout().offset(vae.layout().parameters().get(0));
    int bias = vae.layout().offset(vae.layout().parameters().get(1));
    for (int j = 0; j < code.length; j++) {
      code[j] = values[bias + j];
      for (int i = 0; i < COLUMNS; i++) {
        code[j] += x[i] * values[weight + i * code.length + j];
      }
      code[j] =
          switch (function) {
            case SIGMOID -> 1 / (1 + Math.exp(-code[j]));
            case TANH -> Math.tanh(code[j]);
            default -> code[j];
          };
    }
    return code;
  }

  /** The difference between the objective with the penalty and without is λ times it. */
  private static double[] penalty(VAE vae, float[] values, Reconstruction with) {
    Node without = plain().loss(vae).maximised();
    Node penalised = with.loss(vae).maximised();
    float[] a = run(vae, values, without).values(without);
    float[] b = run(vae, values, penalised).values(penalised);
    double[] penalty = new double[EXAMPLES];
    Arrays.setAll(penalty, i -> (double) a[i] - b[i]);
    return penalty;
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"SIGMOID", "TANH", "IDENTITY"})
  void contractionIsTheJacobiansNorm(Activation function) {
    VAE vae = linear(function);
    float[] values = Models.firstValues(vae, 5);
    double[] found = penalty(vae, values, plain().withContraction(0.5));
    for (int r = 0; r < EXAMPLES; r++) {
      double norm = 0;
      double[] x = new double[COLUMNS];
      for (int i = 0; i < COLUMNS; i++) {
        x[i] = rows()[r * COLUMNS + i];
      }
      for (int i = 0; i < COLUMNS; i++) {
        double[] up = x.clone();
        double[] down = x.clone();
        up[i] += 1e-5;
        down[i] -= 1e-5;
        double[] high = code(vae, values, up, function);
        double[] low = code(vae, values, down, function);
        for (int j = 0; j < high.length; j++) {
          norm += Math.pow((high[j] - low[j]) / 2e-5, 2);
        }
      }
      assertEquals(0.5 * norm, found[r], 1e-5);
    }
  }

  @Test
  void sparsityIsTheFormula() {
    VAE vae = linear(Activation.SIGMOID);
    float[] values = Models.firstValues(vae, 5);
    double[] mean = new double[vae.latent()];
    double[] absolute = new double[EXAMPLES];
    for (int r = 0; r < EXAMPLES; r++) {
      double[] x = new double[COLUMNS];
      for (int i = 0; i < COLUMNS; i++) {
        x[i] = rows()[r * COLUMNS + i];
      }
      double[] code = code(vae, values, x, Activation.SIGMOID);
      for (int j = 0; j < code.length; j++) {
        mean[j] += code[j] / EXAMPLES;
        absolute[r] += Math.abs(code[j]);
      }
    }
    double kl = 0;
    for (double m : mean) {
      kl += 0.1 * Math.log(0.1 / m) + 0.9 * Math.log(0.9 / (1 - m));
    }
    double[] found = penalty(vae, values, plain().withSparsity(3, Sparsity.KL).withActivity(0.1));
    double[] l1 = penalty(vae, values, plain().withSparsity(3, Sparsity.L1));
    for (int r = 0; r < EXAMPLES; r++) {
      assertEquals(3 * kl, found[r], 1e-5);
      assertEquals(3 * absolute[r], l1[r], 1e-5);
    }
  }

  /** The reports have neither noise nor penalty. */
  @Test
  void reportsAreOfTheRowsThemselves() {
    VAE vae = linear(Activation.SIGMOID);
    float[] values = Models.firstValues(vae, 5);
    Loss plain = plain().loss(vae);
    float[] expected = run(vae, values, plain.maximised()).values(plain.maximised());
    Loss noisy =
        plain()
            .withNoise(1)
            .withMasking(0.3)
            .withContraction(1)
            .withSparsity(1, Sparsity.KL)
            .loss(vae);
    Node elbo = noisy.report(Loss.BOUND);
    Evaluation run = run(vae, values, noisy.maximised(), elbo, noisy.report(Loss.KL));
    assertArrayEquals(expected, run.values(elbo));
    assertArrayEquals(new float[EXAMPLES], run.values(noisy.report(Loss.KL)));
    for (int r = 0; r < EXAMPLES; r++) {
      assertTrue(run.values(noisy.maximised())[r] < expected[r]);
    }
  }

  /**
   * A share of the values is zero, a variable that may be missing is hidden whole, mark and all.
   */
  @Test
  void masksTheShareThatIsAskedFor() {
    MissingColumns missing = new MissingColumns(List.of(0, 1, 1, 2, 0));
    VAE vae =
        shape(List.of(), Activation.IDENTITY, new Bernoulli())
            .connect(Scaling.none(COLUMNS), false, missing);
    Node read = vae.encoderInput(vae.observed());
    Node masked = new Corruption(0, 0.3).of(vae, read);
    int examples = 20_000;
    Evaluation evaluation =
        new Evaluation(vae.layout(), Models.firstValues(vae, 5), examples, masked);
    evaluation.set(vae.features(), 1, 1, 1, 1, 1);
    for (Node node : new Program(masked).nodes()) {
      if (node instanceof Noise noise) {
        float[] drawn = new float[examples * noise.columns()];
        RandomStream.fillGaussian(11, drawn, 0, drawn.length);
        evaluation.set(noise, drawn);
      }
    }
    float[] found = evaluation.run().values(masked);
    int wide = COLUMNS + 2;
    double[] hidden = new double[wide];
    for (int i = 0; i < found.length; i++) {
      assertTrue(found[i] == 0 || found[i] == 1);
      hidden[i % wide] += (1 - found[i]) / examples;
    }
    double deviation = Math.sqrt(0.3 * 0.7 / examples);
    for (double share : hidden) {
      assertEquals(0.3, share, 5 * deviation);
    }
    for (int r = 0; r < found.length; r += wide) {
      assertEquals(found[r + 1], found[r + 2]);
      assertEquals(found[r + 1], found[r + COLUMNS]);
      assertEquals(found[r + 3], found[r + COLUMNS + 1]);
    }
  }

  /** With the default objective of a VAE a point is a plain autoencoder too. */
  @Test
  void boundsOfAPointAreTheReconstruction() {
    VAE vae = shape(List.of(4), Activation.TANH, new Gaussian()).connect(Scaling.none(COLUMNS));
    float[] values = Models.firstValues(vae, 5);
    Node expected = plain().loss(vae).maximised();
    Node elbo = new ELBO(ELBO.Estimator.MONTE_CARLO, 3).loss(vae).maximised();
    Node iwae = new IWAE().loss(vae).maximised();
    Evaluation run = run(vae, values, expected, elbo, iwae);
    assertArrayEquals(run.values(expected), run.values(elbo), 1e-5f);
    assertArrayEquals(run.values(expected), run.values(iwae), 1e-5f);
  }

  @Test
  void refusesWhatHasNoAnswer() {
    VAE variational =
        Models.small(new DiagonalGaussianPosterior(), new StandardNormalPrior(), new Bernoulli())
            .connect(Scaling.none(COLUMNS));
    assertRefused(() -> plain().loss(variational), "posterior point", "elbo");
    VAE deep = shape(List.of(4), Activation.TANH, new Gaussian()).connect(Scaling.none(COLUMNS));
    assertRefused(
        () -> plain().withContraction(1).loss(deep), "one layer", "no closed form", "denoising");
    assertRefused(
        () -> plain().withContraction(1).loss(linear(Activation.RELU)), "SIGMOID", "found RELU");
    assertRefused(() -> plain().withSparsity(1, Sparsity.KL).loss(deep), "between 0 and 1", "L1");
    assertRefused(
        () ->
            Models.small(new PointPosterior(), new MixturePrior(3), new Bernoulli())
                .connect(Scaling.none(COLUMNS)),
        "prior",
        "MixturePrior");
    assertRefused(
        () -> shape(List.of(), Activation.TANH, new Poisson()).withTied().connect(Scaling.none(2)),
        "gaussian or bernoulli",
        "found poisson");
    assertRefused(() -> Models.gated().withTied(), "tied", "gates");
    assertRefused(
        () ->
            Models.small(
                    new DiagonalGaussianPosterior(), new StandardNormalPrior(), new Bernoulli())
                .withTied()
                .connect(Scaling.none(COLUMNS)),
        "posterior point");
    refused(() -> plain().withNoise(-1), "noise", "found -1");
    refused(() -> plain().withMasking(1), "masking", "[0, 1)");
    refused(() -> plain().withActivity(0), "activity", "(0, 1)");
  }

  private static void refused(Executable executable, String... parts) {
    assertSays(assertThrows(PropertyException.class, executable), parts);
  }
}
