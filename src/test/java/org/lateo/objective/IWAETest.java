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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.Sample;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.Program;
import org.lateo.graph.TwinCheck;
import org.lateo.graph.Workers;
import org.lateo.inference.ImportanceWeights;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PlanarFlowPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.SplineFlowPosterior;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Multinomial;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO.Estimator;
import org.lateo.objective.IWAE.Gradient;

/** The importance-weighted bound and both of its gradients. */
final class IWAETest {
  private static final int COLUMNS = 5;
  private static final int LATENT = 2;
  private static final int ROWS = 6;

  static Stream<Likelihood> likelihoods() {
    return Stream.of(
        new Bernoulli(),
        new Multinomial(),
        new Gaussian(Gaussian.Variance.SHARED),
        new Gaussian(Gaussian.Variance.FEATURE),
        new Gaussian(Gaussian.Variance.ROW));
  }

  private static VAE model(Likelihood likelihood) {
    return Models.small(Activation.TANH, likelihood).connect(Models.scaling(likelihood, COLUMNS));
  }

  /** Each of some rows of 0 and 1, {@code copies} times in a row. */
  private static float[] rows(int copies) {
    RandomStream random = RandomStream.of(9, "rows");
    float[] rows = new float[ROWS * copies * COLUMNS];
    for (int i = 0; i < rows.length; i++) {
      int row = i / COLUMNS / copies;
      rows[i] = random.below(2, (long) row * COLUMNS + i % COLUMNS);
    }
    return rows;
  }

  private static float[] noise(int samples, long key) {
    float[] noise = new float[ROWS * samples * LATENT];
    RandomStream.fillGaussian(key, noise, 0, noise.length);
    return noise;
  }

  private static Noise noiseOf(Node root) {
    return new Program(root)
        .nodes().stream()
            .filter(Noise.class::isInstance)
            .map(Noise.class::cast)
            .findFirst()
            .orElseThrow();
  }

  private static Evaluation run(VAE vae, Node root, int copies, float[] noise) {
    Evaluation run = new Evaluation(vae.layout(), Models.firstValues(vae, 5), ROWS * copies, root);
    return run.set(vae.features(), rows(copies)).set(noiseOf(root), noise).run();
  }

  private static float[] bound(VAE vae, Objective objective, int copies, float[] noise) {
    Node root = objective.loss(vae).maximised();
    return run(vae, root, copies, noise).values(root);
  }

  @ParameterizedTest
  @EnumSource
  void oneSampleIsEstimatorA(Gradient gradient) {
    likelihoods()
        .forEach(
            likelihood -> {
              VAE vae = model(likelihood);
              float[] noise = noise(1, 3);
              assertArrayEquals(
                  bound(vae, new ELBO(Estimator.MONTE_CARLO, 1), 1, noise),
                  bound(vae, new IWAE(1, gradient), 1, noise));
            });
  }

  /** For reports there is the ELBO itself, of the same draws. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void reportsTheElbo(Likelihood likelihood) {
    VAE vae = model(likelihood);
    float[] noise = noise(8, 3);
    Node elbo = new IWAE(8, Gradient.DOUBLY_REPARAMETERISED).loss(vae).report("elbo");
    assertArrayEquals(
        bound(vae, new ELBO(Estimator.CLOSED_FORM, 8), 1, noise),
        run(vae, elbo, 1, noise).values(elbo));
  }

  /** The bound is what doubles make of the same importance weights. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void theBoundIsTheLogOfTheMeanWeight(Likelihood likelihood) {
    VAE vae = model(likelihood);
    float[] noise = noise(8, 3);
    Node logWeight = ImportanceWeights.of(vae, 8).logWeight();
    float[] logWeights = run(vae, logWeight, 1, noise).values(logWeight);
    for (Gradient gradient : Gradient.values()) {
      float[] found = bound(vae, new IWAE(8, gradient), 1, noise);
      for (int row = 0; row < ROWS; row++) {
        double expected = ImportanceWeights.logMean(logWeights, row * 8, 8);
        assertEquals(expected, found[row], 1e-6 * (1 + Math.abs(expected)));
      }
    }
  }

  /** Means over blocks of the same draws: log is concave, so this holds for every row. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void moreSamplesTightenTheBound(Likelihood likelihood) {
    VAE vae = model(likelihood);
    int most = 64;
    float[] noise = noise(most, 4);
    List<float[]> bounds = new ArrayList<>();
    for (int k = 1; k <= most; k *= 2) {
      bounds.add(means(bound(vae, new IWAE(k, Gradient.DOUBLY_REPARAMETERISED), most / k, noise)));
    }
    for (int row = 0; row < ROWS; row++) {
      for (int i = 1; i < bounds.size(); i++) {
        double rounding = 1e-6 * (1 + Math.abs(bounds.get(i)[row]));
        assertTrue(bounds.get(i)[row] >= bounds.get(i - 1)[row] - rounding);
      }
      assertTrue(bounds.get(6)[row] > bounds.get(0)[row] + 1e-3);
    }
  }

  /** The mean of each row's copies. */
  private static float[] means(float[] bounds) {
    float[] means = new float[ROWS];
    int copies = bounds.length / ROWS;
    for (int i = 0; i < bounds.length; i++) {
      means[i / copies] += bounds[i] / copies;
    }
    return means;
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void thePlainGradientIsThatOfTheBound(Likelihood likelihood) {
    for (int samples : new int[] {1, 2, 5}) {
      VAE vae = model(likelihood);
      Node root = new IWAE(samples, Gradient.PLAIN).loss(vae).maximised();
      TwinCheck check = new TwinCheck(root, vae.layout(), Models.firstValues(vae, 3), 7, 7);
      check.assertForward(new Workers(1), 1e-6);
      check.assertGradient(new Workers(1));
    }
  }

  private static boolean isEncoders(Parameter p) {
    return p.name().startsWith("encoder") || p.name().startsWith("posterior");
  }

  private static float[] gradient(VAE vae, int samples, Gradient gradient, float[] noise) {
    Node root = new IWAE(samples, gradient).loss(vae).maximised();
    return run(vae, root, 1, noise).gradient().clone();
  }

  /** Draw by draw, up to the rounding of sums of hundreds. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void theDecodersGradientIsThePlainOne(Likelihood likelihood) {
    VAE vae = model(likelihood);
    float[] noise = noise(8, 3);
    float[] plain = gradient(vae, 8, Gradient.PLAIN, noise);
    float[] doubly = gradient(vae, 8, Gradient.DOUBLY_REPARAMETERISED, noise);
    double largest = 0;
    for (float g : plain) {
      largest = Math.max(largest, Math.abs(g));
    }
    for (Parameter p : vae.layout().parameters()) {
      int offset = vae.layout().offset(p);
      for (int i = offset; !isEncoders(p) && i < offset + p.size(); i++) {
        assertEquals(plain[i], doubly[i], 1e-6 * largest, p.name());
      }
    }
  }

  /**
   * The encoder's gradients have one expectation: the mean difference over 2,000 draws is within
   * five standard errors of zero for each parameter, with fixed seeds. And the doubly
   * reparameterised one has less variance, the more so the more samples.
   */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void theEncodersGradientsAgreeInTheMean(Likelihood likelihood) {
    double few = varianceRatio(model(likelihood), 2);
    double many = varianceRatio(model(likelihood), 32);
    assertTrue(many < 0.5 && many < few, few + " and " + many + " of the plain variance");
  }

  private static double varianceRatio(VAE vae, int samples) {
    Evaluation plain = evaluation(vae, new IWAE(samples, Gradient.PLAIN));
    Evaluation doubly = evaluation(vae, new IWAE(samples, Gradient.DOUBLY_REPARAMETERISED));
    int size = vae.layout().size();
    List<Sample> differences = Stream.generate(Sample::new).limit(size).toList();
    List<Sample> ofPlain = Stream.generate(Sample::new).limit(size).toList();
    List<Sample> ofDoubly = Stream.generate(Sample::new).limit(size).toList();
    for (int draw = 0; draw < 2000; draw++) {
      float[] noise = noise(samples, draw);
      float[] a = plain.set(lastNoise(plain), noise).run().gradient();
      float[] b = doubly.set(lastNoise(doubly), noise).run().gradient();
      for (int i = 0; i < size; i++) {
        differences.get(i).add((double) b[i] - a[i]);
        ofPlain.get(i).add(a[i]);
        ofDoubly.get(i).add(b[i]);
      }
    }
    double[] variances = new double[2];
    for (Parameter p : vae.layout().parameters()) {
      int offset = vae.layout().offset(p);
      for (int i = offset; isEncoders(p) && i < offset + p.size(); i++) {
        differences.get(i).assertMean(0);
        variances[0] += Math.pow(ofPlain.get(i).standardError(), 2);
        variances[1] += Math.pow(ofDoubly.get(i).standardError(), 2);
      }
    }
    return variances[1] / variances[0];
  }

  private static Noise lastNoise(Evaluation run) {
    return noiseOf(run.root());
  }

  private static Evaluation evaluation(VAE vae, Objective objective) {
    Node root = objective.loss(vae).maximised();
    return new Evaluation(vae.layout(), Models.firstValues(vae, 5), ROWS, root)
        .set(vae.features(), rows(1));
  }

  /** The posterior that has to solve for its noise gets there too. */
  @Test
  void fullCovarianceAgreesInTheMean() {
    VAE vae = family(new CholeskyGaussianPosterior());
    assertTrue(varianceRatio(vae, 32) < 0.5);
  }

  private static VAE family(Posterior posterior) {
    VAEArchitecture a = Models.small(posterior, new MixturePrior(2), new Bernoulli());
    return a.connect(Scaling.none(COLUMNS));
  }

  /** Flows do not know their density at any z, and say what to do. */
  @Test
  void flowsNeedThePlainGradient() {
    for (Posterior flow :
        List.of(
            new PlanarFlowPosterior(),
            new AutoregressiveFlowPosterior(),
            new SplineFlowPosterior())) {
      VAE vae = family(flow);
      assertRefused(() -> new IWAE().loss(vae), "DOUBLY_REPARAMETERISED", "use PLAIN");
      float[] found = bound(vae, new IWAE(3, Gradient.PLAIN), 1, noise(3, 1));
      assertTrue(Float.isFinite(found[0]));
    }
  }

  @Test
  void samplesAreAtLeastOne() {
    PropertyException thrown =
        assertThrows(PropertyException.class, () -> new IWAE(0, Gradient.PLAIN));
    assertSays(thrown, "at least 1", "found 0");
  }

  /** A weight far below the others counts for nothing, and overflows nothing. */
  @Test
  void extremesStayFinite() {
    VAE vae = model(new Bernoulli());
    float[] noise = noise(8, 3);
    for (int i = 0; i < noise.length; i += 3) {
      noise[i] *= 1e4f;
    }
    for (Gradient gradient : Gradient.values()) {
      for (float value : bound(vae, new IWAE(8, gradient), 1, noise)) {
        assertTrue(Float.isFinite(value));
      }
      for (float g : gradient(vae, 8, gradient, noise)) {
        assertTrue(Float.isFinite(g));
      }
    }
  }
}
