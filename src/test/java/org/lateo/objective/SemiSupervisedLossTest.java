package org.lateo.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.TwinCheck;
import org.lateo.graph.Workers;
import org.lateo.graph.Workspace;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;
import org.lateo.model.ClassPrior;
import org.lateo.model.SemiSupervisedArchitecture;
import org.lateo.model.SemiSupervisedVAE;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.objective.SemiSupervisedLoss.ForEachClass;
import org.lateo.objective.SemiSupervisedLoss.Guess;

/** The bounds of rows with and without a label, by hand and by differences. */
final class SemiSupervisedLossTest {
  private static final int COLUMNS = 5;
  private static final int CLASSES = 3;
  private static final int EXAMPLES = 7;
  private static final double WEIGHT = 1.5;

  private final Input labels = SemiSupervisedLoss.labels(CLASSES);

  private static SemiSupervisedVAE vae(VAEArchitecture a, boolean codes, boolean sparse) {
    ClassPrior prior = new ClassPrior(List.of(0.5, 0.3, 0.2), true);
    return new SemiSupervisedArchitecture(a, List.of(4), prior, codes)
        .connect(Models.scaling(a.likelihood(), COLUMNS), sparse, MissingColumns.none(COLUMNS));
  }

  /** Rows of class 0, 1, 2, none, 0, 1 ... */
  private static float[] labels(int rows) {
    float[] labels = new float[rows * (CLASSES + 1)];
    for (int r = 0; r < rows; r++) {
      labels[r * (CLASSES + 1) + r % (CLASSES + 1)] = 1;
    }
    return labels;
  }

  static Stream<Likelihood> likelihoods() {
    return Models.likelihoods(COLUMNS);
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void gradientsOfEveryLikelihood(Likelihood likelihood) {
    checkGradient(vae(Models.small(Activation.TANH, likelihood), false, false));
  }

  @Test
  void gradientsOfDeeperModelsOfCodesAndOfSparseRows() {
    VAEArchitecture deep =
        Models.architecture(List.of(6, 5), Activation.SOFTPLUS, 3, new Bernoulli());
    checkGradient(vae(deep, false, false));
    checkGradient(vae(deep, false, true));
    checkGradient(vae(Models.gated(), false, false));
    Likelihood gaussian = new Gaussian(Gaussian.Variance.ROW);
    checkGradient(vae(Models.small(Activation.SOFTPLUS, gaussian), true, false));
  }

  @Test
  void gradientsOfOtherPosteriorsAndPriors() {
    checkGradient(
        vae(
            Models.small(new CholeskyGaussianPosterior(), new MixturePrior(2), new Bernoulli()),
            false,
            false));
  }

  /** The weight of a warm-up is a leaf that the check draws. */
  private void checkGradient(SemiSupervisedVAE vae) {
    Loss bound = SemiSupervisedLoss.of(vae, labels, WEIGHT, 0, CLASSES);
    Node rising = SemiSupervisedLoss.of(vae, labels, WEIGHT, 3, CLASSES).maximised();
    for (Node root :
        List.of(
            bound.maximised(),
            bound.report("elbo"),
            bound.report("reconstruction"),
            bound.report("kl"),
            rising)) {
      TwinCheck check =
          new TwinCheck(root, vae.layout(), firstValues(vae.layout()), EXAMPLES, EXAMPLES);
      check.setLeaf(labels, labels(EXAMPLES));
      check.assertForward(new Workers(1), 1e-6);
      check.assertGradient(new Workers(1));
    }
  }

  private static float[] firstValues(ParameterLayout layout) {
    float[] values = layout.initialise(3);
    for (Parameter p : layout.parameters()) {
      for (int i = layout.offset(p); i < layout.offset(p) + p.size(); i++) {
        values[i] += (float) (0.1 * RandomStream.of(3, "first values").gaussian(i));
      }
    }
    return values;
  }

  /** Every number of a small model worked out below in loops, from the parameters by name. */
  @Test
  void isWhatIsComputedByHand() {
    SemiSupervisedVAE vae = vae(Models.small(Activation.TANH, new Bernoulli()), false, false);
    float[] values = firstValues(vae.layout());
    Loss bound = SemiSupervisedLoss.of(vae, labels, WEIGHT, 0, CLASSES);
    float[] x = new float[EXAMPLES * COLUMNS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) RandomStream.of(5, "x").uniform(i);
    }
    float[] noise = new float[EXAMPLES * 2];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) RandomStream.of(6, "noise").gaussian(i);
    }
    Program program = new Program(bound.maximised(), bound.report("elbo"), bound.report("kl"));
    Workspace w =
        new Workspace(
            program, new Parameters(vae.layout(), values, BestBlas.get()), EXAMPLES, false);
    set(w, vae.features(), x);
    set(w, labels, labels(EXAMPLES));
    program.nodes().stream().filter(Noise.class::isInstance).forEach(n -> set(w, n, noise));
    w.setExamples(EXAMPLES);
    Workers.runAlone(w.forward());
    for (int r = 0; r < EXAMPLES; r++) {
      ByHand hand =
          new ByHand(
              vae.layout(),
              values,
              Arrays.copyOfRange(x, r * COLUMNS, (r + 1) * COLUMNS),
              Arrays.copyOfRange(noise, r * 2, (r + 1) * 2));
      int known = r % (CLASSES + 1);
      double right = known == CLASSES ? 0 : WEIGHT * Math.log(hand.q()[known]);
      double elbo = known == CLASSES ? hand.unlabelled() : hand.bound(known);
      assertEquals(elbo, w.values(bound.report("elbo"))[r], 1e-5, "row " + r);
      assertEquals(elbo + right, w.values(bound.maximised())[r], 1e-5, "row " + r);
    }
  }

  private static void set(Workspace w, Node leaf, float[] rows) {
    w.setSource(
        leaf,
        (r, into, at) -> System.arraycopy(rows, r * leaf.columns(), into, at, leaf.columns()));
  }

  /** A model of 5 columns, 4 hidden units, 2 latent dimensions and 3 classes for one row. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record ByHand(ParameterLayout layout, float[] values, float[] x, float[] noise) {
    private double at(String name, int row, int column) {
      Parameter p =
          layout.parameters().stream().filter(q -> q.name().equals(name)).findFirst().orElseThrow();
      return values[layout.offset(p) + row * p.columns() + column];
    }

    /** x W + b. */
    private double[] affine(String name, int out, double... in) {
      double[] y = new double[out];
      for (int j = 0; j < out; j++) {
        y[j] = at(name + ".bias", 0, j);
        for (int i = 0; i < in.length; i++) {
          y[j] += in[i] * at(name + ".weight", i, j);
        }
      }
      return y;
    }

    private static double[] tanh(double... in) {
      return Arrays.stream(in).map(Math::tanh).toArray();
    }

    private double[] withClass(String name, int y, double... in) {
      double[] hidden = affine(name + ".0", 4, in);
      for (int j = 0; j < 4; j++) {
        hidden[j] += at(name + ".0.class", y, j);
      }
      return tanh(hidden);
    }

    private double[] row() {
      return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
    }

    private static double[] softmax(double... logits) {
      double sum = Arrays.stream(logits).map(Math::exp).sum();
      return Arrays.stream(logits).map(l -> Math.exp(l) / sum).toArray();
    }

    double[] q() {
      return softmax(affine("classifier.logit", 3, tanh(affine("classifier.0", 4, row()))));
    }

    double bound(int y) {
      double[] hidden = withClass("encoder", y, row());
      double[] mean = affine("posterior.mean", 2, hidden);
      double[] spread = affine("posterior.logVariance", 2, hidden);
      double[] z = new double[2];
      double kl = 0;
      for (int l = 0; l < 2; l++) {
        double logVariance = 15 * Math.tanh(spread[l] / 15);
        z[l] = mean[l] + Math.exp(logVariance / 2) * noise[l];
        kl += (mean[l] * mean[l] + Math.exp(logVariance) - 1 - logVariance) / 2;
      }
      double[] logits = affine("likelihood.logit", 5, withClass("decoder", y, z));
      double density = 0;
      for (int c = 0; c < 5; c++) {
        double p = 1 / (1 + Math.exp(-logits[c]));
        density += x[c] * Math.log(p) + (1 - x[c]) * Math.log(1 - p);
      }
      double[] prior =
          softmax(IntStream.range(0, 3).mapToDouble(c -> at("classPrior.logit", 0, c)).toArray());
      return density - kl + Math.log(prior[y]);
    }

    double unlabelled() {
      double[] q = q();
      return IntStream.range(0, 3).mapToDouble(y -> q[y] * (bound(y) - Math.log(q[y]))).sum();
    }
  }

  /**
   * With q in proportion to e^L, U is log Σ e^L; with any other q it is smaller, by the divergence
   * of that q from it.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 3})
  void isTheLogOfTheSumWhereTheClassifierIsRight(double wrong) {
    Input bounds = new Input("bounds", CLASSES);
    Input logQ = new Input("logQ", CLASSES);
    double[] given = {-3.1, -2.5, -4.75};
    double logSum = Math.log(Arrays.stream(given).map(Math::exp).sum());
    double[] logits = {given[0] + wrong, given[1] - wrong, given[2]};
    double logTotal = Math.log(Arrays.stream(logits).map(Math::exp).sum());
    double divergence = 0;
    float[] logs = new float[CLASSES];
    for (int y = 0; y < CLASSES; y++) {
      logs[y] = (float) (logits[y] - logTotal);
      divergence += Math.exp(logs[y]) * (logs[y] - (given[y] - logSum));
    }
    Loss bound =
        SemiSupervisedLoss.of(
            new ForEachClass(bounds, bounds),
            ChosenClasses.all(CLASSES),
            Guess.of(logQ, labels),
            WEIGHT);
    Program program = new Program(bound.maximised());
    Parameters none = new Parameters(new ParameterLayout(List.of()), new float[0], BestBlas.get());
    Workspace w = new Workspace(program, none, 1, false);
    set(w, bounds, new float[] {-3.1f, -2.5f, -4.75f});
    set(w, logQ, logs);
    set(w, labels, new float[] {0, 0, 0, 1});
    w.setExamples(1);
    Workers.runAlone(w.forward());
    double found = w.values(bound.maximised())[0];
    assertEquals(logSum - divergence, found, 1e-5);
    assertTrue(wrong == 0 ? divergence < 1e-6 : found < logSum - 0.01, "" + divergence);
  }

  /** A labelled row has its whole weight, one without a label the share that has been reached. */
  @Test
  void theWarmUpWeighsUnlabelledRowsOnly() {
    SemiSupervisedVAE vae = vae(Models.small(Activation.TANH, new Bernoulli()), false, false);
    Loss bound = SemiSupervisedLoss.of(vae, labels, 0, 4, CLASSES);
    Ramp weight = bound.ramps().get(0);
    assertEquals(0.25, weight.at(1, 10, 100));
    Program program = new Program(bound.maximised(), bound.report("elbo"));
    Workspace w =
        new Workspace(
            program,
            new Parameters(vae.layout(), firstValues(vae.layout()), BestBlas.get()),
            CLASSES + 1,
            false);
    set(w, vae.features(), new float[(CLASSES + 1) * COLUMNS]);
    set(w, labels, labels(CLASSES + 1));
    set(w, weight.input(), new float[] {0.25f, 0.25f, 0.25f, 0.25f});
    program.nodes().stream()
        .filter(Noise.class::isInstance)
        .forEach(n -> set(w, n, new float[(CLASSES + 1) * 2]));
    w.setExamples(CLASSES + 1);
    Workers.runAlone(w.forward());
    for (int r = 0; r <= CLASSES; r++) {
      double expected = w.values(bound.report("elbo"))[r] * (r == CLASSES ? 0.25 : 1);
      assertEquals(expected, w.values(bound.maximised())[r], 1e-5, "row " + r);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    VAEArchitecture linear = Models.architecture(List.of(), Activation.TANH, 2, new Bernoulli());
    assertRefused(() -> vae(linear, false, false), "hidden", "at least one layer", "none");
    VAEArchitecture vamp =
        Models.small(new DiagonalGaussianPosterior(), new VampPrior(3), new Bernoulli());
    assertRefused(() -> vae(vamp, false, false), "prior", "needs a class");
    assertRefused(() -> new ClassPrior(List.of(0.5, 0.6), false), "sum to 1", "0.6");
    assertRefused(() -> new ClassPrior(List.of(1.0, 0.0), false), "positive", "0.0");
    VAEArchitecture plain =
        Models.small(new DiagonalGaussianPosterior(), new StandardNormalPrior(), new Bernoulli());
    assertRefused(
        () -> new SemiSupervisedArchitecture(plain, List.of(0), ClassPrior.uniform(3), false),
        "classifier",
        "[0]");
    assertEquals(
        3,
        new SemiSupervisedArchitecture(plain, List.of(), ClassPrior.uniform(3), false)
            .connect(Scaling.none(COLUMNS), false, MissingColumns.none(COLUMNS))
            .classes());
  }
}
