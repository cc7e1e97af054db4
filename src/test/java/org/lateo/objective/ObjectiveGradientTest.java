package org.lateo.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.graph.Node;
import org.lateo.graph.TwinCheck;
import org.lateo.graph.Workers;
import org.lateo.inference.FixedDraws;
import org.lateo.inference.ImportanceWeights;
import org.lateo.inference.Score;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Multinomial;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO.Estimator;

/** Whole bounds against their twins in double: the value, and the gradient of every parameter. */
final class ObjectiveGradientTest {
  private static final Workers ALONE = new Workers(1);
  private static final int COLUMNS = 5;
  private static final int EXAMPLES = 7;

  static Stream<Likelihood> likelihoods() {
    return Models.likelihoods(COLUMNS);
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void everyEstimatorSampleCountAndActivation(Likelihood likelihood) {
    for (Estimator estimator : Estimator.values()) {
      for (int samples : new int[] {1, 5}) {
        for (Activation activation : Activation.values()) {
          VAE vae =
              Models.small(activation, likelihood).connect(Models.scaling(likelihood, COLUMNS));
          check(vae, new ELBO(estimator, samples).loss(vae).maximised());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void linearModels(Estimator estimator) {
    Likelihood likelihood = new Gaussian(Gaussian.Variance.SHARED);
    VAEArchitecture linear = Models.architecture(List.of(), Activation.TANH, 3, likelihood);
    VAE vae = linear.connect(Models.scaling(likelihood, COLUMNS));
    check(vae, new ELBO(estimator, 2).loss(vae).maximised());
  }

  @Test
  void deepModels() {
    Likelihood likelihood = new Gaussian(Gaussian.Variance.ROW);
    VAEArchitecture deep = Models.architecture(List.of(6, 5, 4), Activation.TANH, 3, likelihood);
    VAE vae = deep.connect(Models.scaling(likelihood, COLUMNS));
    check(vae, new ELBO().loss(vae).maximised());
  }

  /** The weight is a leaf that the check draws; the mean divergences lie on both sides of 0.05. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void weightsAndFreeBits(Likelihood likelihood) {
    VAE vae =
        Models.small(Activation.TANH, likelihood).connect(Models.scaling(likelihood, COLUMNS));
    for (ELBO elbo :
        List.of(
            new ELBO().withBeta(4),
            new ELBO().withFreeBits(0.05),
            new ELBO(Estimator.MONTE_CARLO, 2).withWarmUp(3, WarmUpUnit.STEPS),
            new ELBO().withBeta(2).withFreeBits(0.05).withWarmUp(1, WarmUpUnit.EPOCHS))) {
      check(vae, elbo.loss(vae).maximised());
    }
  }

  /** Drawn weights, whose divergence is in what is maximised and in the reported bound. */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void weightsWithDistributions(Likelihood likelihood) {
    VAE vae =
        Models.small(Activation.TANH, likelihood)
            .withBayesianDecoder(0.5)
            .inTraining()
            .connect(Models.scaling(likelihood, COLUMNS));
    Loss loss = new ELBO(Estimator.CLOSED_FORM, 2).loss(vae);
    check(vae, loss.less(vae.penalties()).maximised());
    check(vae, loss.reporting(vae.penalties()).report(Loss.BOUND));
  }

  /**
   * The score's entries and importance weights are nodes like others, though nothing trains on
   * them.
   */
  @ParameterizedTest
  @MethodSource("likelihoods")
  void scoresAndImportanceWeights(Likelihood likelihood) {
    List<Node> roots = new ArrayList<>();
    VAE vae =
        Models.small(Activation.TANH, likelihood).connect(Models.scaling(likelihood, COLUMNS));
    Score score = Score.of(vae, FixedDraws.count(2));
    roots.add(score.featureNats());
    roots.add(score.latentNats());
    roots.add(score.elbo());
    roots.add(ImportanceWeights.of(vae, 3).logWeight());
    roots.add(vae.decode(vae.encode(vae.observed()).mean()).mean());
    roots.forEach(root -> check(vae, root));
  }

  static Stream<VAEArchitecture> families() {
    return Models.families();
  }

  /** Dense and sparse rows: pseudo-inputs share the first layer's weights with them. */
  @ParameterizedTest
  @MethodSource("families")
  void everyPosteriorAndPrior(VAEArchitecture architecture) {
    for (boolean sparse : new boolean[] {false, true}) {
      VAE vae = architecture.connect(Scaling.none(COLUMNS), sparse, MissingColumns.none(COLUMNS));
      check(vae, new ELBO().loss(vae).maximised());
      check(vae, new ELBO(Estimator.MONTE_CARLO, 3).loss(vae).maximised());
      check(vae, new IWAE(3, IWAE.Gradient.PLAIN).loss(vae).maximised());
      Score score = Score.of(vae, FixedDraws.count(2));
      check(vae, score.elbo());
      check(vae, score.mean());
      if (vae.hasPrior()) { // Of a point it is a constant.
        check(vae, score.logVariance());
      }
    }
  }

  /** A third of the cells is NaN, in some rows all that may be; the last column never is. */
  @ParameterizedTest
  @MethodSource("separable")
  void missingValues(Likelihood likelihood) {
    VAE vae =
        Models.small(Activation.TANH, likelihood)
            .connect(Models.scaling(likelihood, COLUMNS), false, Gaps.missing(likelihood, COLUMNS));
    List<Node> roots = new ArrayList<>();
    for (Estimator estimator : Estimator.values()) {
      roots.add(new ELBO(estimator, 3).loss(vae).maximised());
    }
    roots.add(new IWAE(3, IWAE.Gradient.PLAIN).loss(vae).maximised());
    roots.add(Score.of(vae, FixedDraws.count(2)).featureNats());
    roots.add(ImportanceWeights.of(vae, 3).logWeight());
    roots.forEach(root -> checkWithGaps(vae, root));
  }

  static Stream<Likelihood> separable() {
    return likelihoods().filter(likelihood -> !(likelihood instanceof Multinomial));
  }

  /** Pseudo-inputs have the marks of what is known too. */
  @ParameterizedTest
  @MethodSource("families")
  void missingValuesWithEveryPosteriorAndPrior(VAEArchitecture architecture) {
    MissingColumns missing = Gaps.missing(architecture.likelihood(), COLUMNS);
    VAE vae = architecture.connect(Scaling.none(COLUMNS), false, missing);
    checkWithGaps(vae, new ELBO().loss(vae).maximised());
    checkWithGaps(vae, new IWAE(3, IWAE.Gradient.PLAIN).loss(vae).maximised());
  }

  private static void checkWithGaps(VAE vae, Node root) {
    TwinCheck check =
        new TwinCheck(root, vae.layout(), Models.firstValues(vae, 3), EXAMPLES, EXAMPLES);
    check.setLeaf(vae.features(), Gaps.rows(vae, EXAMPLES));
    check.assertForward(ALONE, 1e-6);
    check.assertGradient(ALONE);
  }

  /** On possible rows near values in [0, 1]; of sparse ones most are zero. */
  private static void check(VAE vae, Node root) {
    TwinCheck check =
        new TwinCheck(root, vae.layout(), Models.firstValues(vae, 3), EXAMPLES, EXAMPLES);
    float[] rows = new float[EXAMPLES * COLUMNS];
    RandomStream random = RandomStream.of(3, "features");
    for (int i = 0; i < rows.length; i++) {
      boolean zero = vae.features().isSparse() && random.uniform(i + (long) rows.length) < 0.7;
      rows[i] = zero ? 0 : (float) random.uniform(i);
    }
    check.setLeaf(vae.features(), Models.possible(vae, rows));
    check.assertForward(ALONE, 1e-6);
    check.assertGradient(ALONE);
  }
}
