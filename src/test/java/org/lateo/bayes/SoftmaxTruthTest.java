package org.lateo.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.Tiny;
import org.lateo.data.Split;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.graph.op.FixedGaussian;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.nn.GaussianLayer;
import org.lateo.nn.KroneckerDense;
import org.lateo.objective.Loss;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * A linear classifier of one feature and two classes, beside the exact posterior: with d the
 * difference of the two classes' weights, of the prior N(0, 2 s² I), the probability of the second
 * class is 1 / (1 + e^(-φ d)), φ = (x, 1), and sums over a grid of d are as good as integrals.
 */
final class SoftmaxTruthTest {
  private static final double PRIOR = 1;
  private static final int ROWS = 40;
  private static final double WIDEST = 6;
  private static final int STEPS = 300;

  private final double[] x = new double[ROWS];
  private final boolean[] second = new boolean[ROWS];

  /** Sums over the grid: the evidence, and the probability of the second class at some x. */
  private double logEvidence;

  SoftmaxTruthTest() {
    Random random = new Random(4);
    for (int r = 0; r < ROWS; r++) {
      x[r] = random.nextGaussian();
      second[r] = random.nextDouble() < sigmoid(1.5 * x[r] - 0.5);
    }
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    Arrays.setAll(x, r -> (x[r] - mean) / Math.sqrt(variance));
  }

  private static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }

  private MutableDataset<Label> dataset() {
    MutableDataset<Label> rows = ClassRows.empty();
    for (int r = 0; r < ROWS; r++) {
      rows.add(example(x[r], second[r] ? "b" : "a"));
    }
    return rows;
  }

  private static Example<Label> example(double x, String label) {
    return Tiny.example(new Label(label), x);
  }

  private double logLikelihood(double slope, double offset) {
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      double logit = slope * x[r] + offset;
      sum -= Math.log1p(Math.exp(second[r] ? -logit : logit));
    }
    return sum;
  }

  private double at(int step) {
    return WIDEST * (2.0 * step / STEPS - 1);
  }

  /** The probabilities of the second class at points; sets the evidence. */
  private double[] exact(double... points) {
    double[] sums = new double[points.length];
    double all = 0;
    double cell = 4 * WIDEST * WIDEST / STEPS / STEPS;
    for (int i = 0; i <= STEPS; i++) {
      for (int j = 0; j <= STEPS; j++) {
        double log = logLikelihood(at(i), at(j));
        double squares = at(i) * at(i) + at(j) * at(j);
        double spread = 2 * PRIOR * PRIOR;
        double weight = cell * Math.exp(log - squares / 2 / spread) / (2 * Math.PI * spread);
        all += weight;
        for (int k = 0; k < points.length; k++) {
          sums[k] += weight * sigmoid(at(i) * points[k] + at(j));
        }
      }
    }
    logEvidence = Math.log(all);
    double total = all;
    return Arrays.stream(sums).map(sum -> sum / total).toArray();
  }

  private static BayesianClassifierTrainerBuilder trainer(BayesianMethod method) {
    return BayesianClassifierTrainer.builder()
        .method(method)
        .hidden()
        .prior(PRIOR)
        .weightPrior(0)
        .draws(1000)
        .optimiser(new Adam(0.02))
        .epochs(3000)
        .batchSize(1000)
        .validation(0)
        .threads(1);
  }

  /** Means of probabilities, where rows were, between them and far away. */
  @ParameterizedTest
  @EnumSource(names = {"LAST_LAYER", "MEAN_FIELD"})
  void predictsAsTheExactPosterior(BayesianMethod method) {
    double[] points = {-3, -1, 0, 0.5, 1.5, 4};
    double[] expected = exact(points);
    BayesianClassifierModel model = trainer(method).build().train(dataset());
    for (int k = 0; k < points.length; k++) {
      UncertainLabel found = model.explain(example(points[k], "a"));
      double p = Math.exp(found.logProbability("b"));
      assertEquals(expected[k], p, 0.03, "at " + points[k]);
    }
  }

  /** The bound of all rows is below the evidence, and by no more than Jensen's inequality costs. */
  @ParameterizedTest
  @EnumSource(names = {"LAST_LAYER", "MEAN_FIELD"})
  void theBoundIsBelowTheEvidence(BayesianMethod method) {
    exact();
    List<EpochReport> reports = new ArrayList<>();
    trainer(method).build().train(dataset(), reports::add);
    double bound =
        reports.subList(reports.size() - 200, reports.size()).stream()
            .mapToDouble(report -> ROWS * report.training().get(Loss.BOUND))
            .average()
            .orElseThrow();
    assertTrue(bound < logEvidence, bound + " above " + logEvidence);
    assertTrue(bound > logEvidence - 2.5, bound + " far below " + logEvidence);
  }

  private double[][] phi() {
    return Arrays.stream(x).mapToObj(v -> new double[] {v, 1}).toArray(double[][]::new);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Σ (diag p - p p^T) ⊗ φ φ^T, weights of a class one after another. */
  private static RealMatrix whole(double[][] phi, double[][] p) {
    int n = phi[0].length;
    int classes = p[0].length;
    double[][] sum = new double[n * classes][n * classes];
    for (int r = 0; r < phi.length; r++) {
      for (int a = 0; a < n * classes; a++) {
        for (int b = 0; b < n * classes; b++) {
          double of = p[r][a / n] * ((a / n == b / n ? 1 : 0) - p[r][b / n]);
          sum[a][b] += of * phi[r][a % n] * phi[r][b % n];
        }
      }
    }
    return new Array2DRowRealMatrix(sum);
  }

  /** (V ⊗ U) diag(r) (V ⊗ U)^T. */
  private static RealMatrix covariance(SoftmaxCurvature curvature, double alpha) {
    double[][] u = curvature.ofInputs();
    double[][] v = curvature.ofOutputs();
    double[][] r = curvature.variances(alpha);
    int n = u.length;
    double[][] all = new double[n * v.length][n * v.length];
    for (int a = 0; a < all.length; a++) {
      for (int b = 0; b < all.length; b++) {
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < v.length; j++) {
            all[a][b] += u[a % n][i] * v[a / n][j] * r[i][j] * u[b % n][i] * v[b / n][j];
          }
        }
      }
    }
    return new Array2DRowRealMatrix(all);
  }

  private static RealMatrix withPrior(RealMatrix curvature, double alpha) {
    RealMatrix all = curvature.copy();
    for (int i = 0; i < all.getRowDimension(); i++) {
      all.addToEntry(i, i, alpha);
    }
    return all;
  }

  private double[][] twoClasses() {
    return Arrays.stream(x)
        .mapToObj(v -> new double[] {sigmoid(-v), sigmoid(v)})
        .toArray(double[][]::new);
  }

  @Test
  void theCurvatureOfTwoClassesIsExact() {
    SoftmaxCurvature curvature = new SoftmaxCurvature(phi(), twoClasses(), ones(ROWS));
    RealMatrix precision = withPrior(whole(phi(), twoClasses()), 0.7);
    RealMatrix expected = new LUDecomposition(precision).getSolver().getInverse();
    double[][] found = covariance(curvature, 0.7).getData();
    for (int a = 0; a < 4; a++) {
      assertArrayEquals(expected.getRow(a), found[a], 1e-9);
    }
  }

  /** Of more classes it has the trace, which is that of the inverse covariance without a prior. */
  @Test
  void theCurvatureOfMoreClassesHasTheTrace() {
    double[][] p = fourClasses();
    SoftmaxCurvature curvature = new SoftmaxCurvature(phi(), p, ones(ROWS));
    double alpha = 0.3;
    RealMatrix precision =
        new LUDecomposition(covariance(curvature, alpha)).getSolver().getInverse();
    assertEquals(whole(phi(), p).getTrace() + 8 * alpha, precision.getTrace(), 1e-6);
  }

  private static double[][] fourClasses() {
    Random random = new Random(1);
    double[][] p = new double[ROWS][];
    for (int r = 0; r < ROWS; r++) {
      double[] of = random.doubles(4, 0.1, 1).toArray();
      double sum = Arrays.stream(of).sum();
      p[r] = Arrays.stream(of).map(v -> v / sum).toArray();
    }
    return p;
  }

  /** Logits are correlated as the weights' covariance says, within five standard errors. */
  @Test
  void drawsHaveTheCovarianceOfTheWeights() {
    SoftmaxCurvature curvature = new SoftmaxCurvature(phi(), fourClasses(), ones(ROWS));
    KroneckerDense layer = new KroneckerDense("last", 1, 4, Initialiser.constant(0f), 1);
    ParameterLayout layout = new ParameterLayout(layer.parameters());
    float[] values = layout.initialise(1);
    layer.set(
        layout, values, curvature.ofInputs(), curvature.variances(0.3), curvature.ofOutputs());
    int count = 40_000;
    Node draws = new FixedGaussian(3, count, 4);
    double[][] off =
        new Runner(
                new Parameters(layout, values, BestBlas.get()),
                Map.of("off", layer.deviations(new Input("x", 1), draws)))
            .values("off", (row, into, at) -> into[at] = 1.5f, 1, NoiseSource.NONE);
    RealMatrix covariance = covariance(curvature, 0.3);
    double[][] expected = new double[4][4];
    double[] row = {1.5, 1};
    for (int a = 0; a < 8; a++) {
      for (int b = 0; b < 8; b++) {
        expected[a / 2][b / 2] += row[a % 2] * covariance.getEntry(a, b) * row[b % 2];
      }
    }
    for (int j = 0; j < 4; j++) {
      for (int k = 0; k < 4; k++) {
        double sum = 0;
        for (double[] draw : off) {
          sum += draw[j] * draw[k] / count;
        }
        double squares = expected[j][j] * expected[k][k] + expected[j][k] * expected[j][k];
        assertEquals(expected[j][k], sum, 5 * Math.sqrt(squares / count));
      }
    }
    // The prior alone says what the sum of the logits is.
    assertTrue(expected[0][1] > 0.1 * expected[0][0], "uncorrelated: " + expected[0][1]);
  }

  @Test
  void theEvidenceIsLaplaces() {
    SoftmaxCurvature curvature = new SoftmaxCurvature(phi(), twoClasses(), ones(ROWS));
    RealMatrix whole = whole(phi(), twoClasses());
    for (double alpha : new double[] {0.01, 1, 30}) {
      double logDeterminant =
          Math.log(new LUDecomposition(withPrior(whole, alpha)).getDeterminant());
      double expected = -0.5 * alpha * 2.5 + 0.5 * 4 * Math.log(alpha) - 0.5 * logDeterminant;
      assertEquals(expected, curvature.logEvidence(alpha, 2.5), 1e-9);
    }
  }

  /** The prior is chosen on a grid, so that it is given here: at the means that were trained. */
  @Test
  void laplacePredictsAsTheExactPosterior() {
    double[] points = {-3, -1, 0, 0.5, 1.5, 4};
    double[] expected = exact(points);
    double[] d = mode();
    double[][] p =
        Arrays.stream(x)
            .map(v -> sigmoid(d[0] * v + d[1]))
            .mapToObj(q -> new double[] {1 - q, q})
            .toArray(double[][]::new);
    RealMatrix covariance = covariance(new SoftmaxCurvature(phi(), p, ones(ROWS)), 1 / PRIOR);
    for (int k = 0; k < points.length; k++) {
      double[] row = {-points[k], -1, points[k], 1};
      RealMatrix of = new Array2DRowRealMatrix(row);
      double variance = of.transpose().multiply(covariance).multiply(of).getEntry(0, 0);
      double found = mean(d[0] * points[k] + d[1], Math.sqrt(variance));
      assertEquals(expected[k], found, 0.03, "at " + points[k]);
    }
  }

  /** The most probable difference. */
  private double[] mode() {
    double best = Double.NEGATIVE_INFINITY;
    double[] mode = {};
    for (int i = 0; i <= STEPS; i++) {
      for (int j = 0; j <= STEPS; j++) {
        double squares = at(i) * at(i) + at(j) * at(j);
        double log = logLikelihood(at(i), at(j)) - squares / 4 / (PRIOR * PRIOR);
        if (log > best) {
          best = log;
          mode = new double[] {at(i), at(j)};
        }
      }
    }
    return mode;
  }

  private static double mean(double logit, double deviation) {
    double sum = 0;
    double weights = 0;
    for (double z = -8; z <= 8; z += 0.01) {
      double weight = Math.exp(-z * z / 2);
      weights += weight;
      sum += weight * sigmoid(logit + deviation * z);
    }
    return sum / weights;
  }

  /**
   * The mean over the draws of a model is that over its Gaussian of logits, by numerical
   * integration; draws and their opposites leave less than plain draws, of a standard error of 0.5
   * / √1000.
   */
  @Test
  void drawsAreAsGoodAsIntegrals() {
    BayesianClassifierModel model = trainer(BayesianMethod.LAST_LAYER).build().train(dataset());
    for (double point : new double[] {-2, 0.1, 1, 3}) {
      double[] moments = moments(model, point);
      double expected = mean(moments[0], Math.sqrt(moments[1]));
      double found = Math.exp(model.explain(example(point, "a")).logProbability("b"));
      assertEquals(expected, found, 0.015, "at " + point);
    }
  }

  /** Mean and variance of the difference of the logits, which are independent of each other. */
  private double[] moments(BayesianClassifierModel model, double point) {
    BayesianClassification network = model.definition().connect(BayesianClassification.class);
    GaussianLayer last = network.network().alone().last();
    Node read = network.network().read();
    Runner runner =
        new Runner(
            model.definition().parametersOf(network),
            Map.of("mean", last.mean(read), "variance", last.variance(read)));
    RowSource row = (r, into, at) -> into[at] = (float) point;
    double[] mean = runner.values("mean", row, 1, NoiseSource.NONE)[0];
    double[] variance = runner.values("variance", row, 1, NoiseSource.NONE)[0];
    int b = model.getOutputIDInfo().getID(new Label("b"));
    return new double[] {mean[b] - mean[1 - b], variance[0] + variance[1]};
  }

  /**
   * With a wide prior all logits together are as uncertain as it says, which no probability sees
   * and floats cannot hold beside the differences: predictions are those of the same formula in
   * double.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1000, 1e6})
  void aWidePriorLeavesNoRounding(double prior) {
    MutableDataset<Label> rows = ClassRows.bands(200, 1);
    BayesianClassifierModel model =
        trainer(BayesianMethod.LAPLACE)
            .epochs(20)
            .draws(4)
            .validation(0.2)
            .prior(prior)
            .build()
            .train(rows);
    BayesianClassification network = model.definition().connect(BayesianClassification.class);
    double[][] draws = network.draws().values();
    Scaling scaling = model.definition().scaling();
    for (Example<Label> row : rows) {
      double[] phi = {0, 0, 1};
      row.forEach(
          feature -> {
            int c = model.getFeatureIDMap().getID(feature.getName());
            phi[c] = (feature.getValue() - scaling.shift()[c]) / scaling.scale()[c];
          });
      double[] found = model.explain(row).probabilities();
      assertArrayEquals(inDouble(model, phi, draws), found, 1e-4);
    }
  }

  private static double[] inDouble(BayesianClassifierModel model, double[] phi, double[][] draws) {
    RealMatrix m = parameter(model, "mean");
    double[] t = parameter(model, "basis").preMultiply(phi);
    double[] squares = Arrays.stream(t).map(v -> v * v).toArray();
    double[] variances = parameter(model, "variances").preMultiply(squares);
    double[] mean = m.preMultiply(phi);
    double[] sums = new double[mean.length];
    for (double[] draw : draws) {
      double[] off = new double[mean.length];
      Arrays.setAll(off, j -> draw[j] * Math.sqrt(variances[j]));
      double[] logits = parameter(model, "rotation").operate(off);
      Arrays.setAll(logits, k -> logits[k] + mean[k]);
      double most = Arrays.stream(logits).max().orElseThrow();
      double all = Arrays.stream(logits).map(v -> Math.exp(v - most)).sum();
      for (int k = 0; k < sums.length; k++) {
        sums[k] += Math.exp(logits[k] - most) / all / draws.length;
      }
    }
    return sums;
  }

  /** Of the last layer. */
  private static RealMatrix parameter(BayesianClassifierModel model, String name) {
    BayesianClassification network = model.definition().connect(BayesianClassification.class);
    ParameterLayout layout = network.layout();
    for (Parameter of : network.last().parameters()) {
      if (of.name().endsWith("." + name)) {
        double[][] rows = new double[of.rows().fixed()][of.columns()];
        for (int i = 0; i < of.size(); i++) {
          rows[i / of.columns()][i % of.columns()] =
              model.definition().parameters()[layout.offset(of) + i];
        }
        return new Array2DRowRealMatrix(rows);
      }
    }
    throw new IllegalArgumentException(name);
  }

  /**
   * Of two classes the posterior of the difference d is exact, with the precision Σ p (1 - p) φ φ^T
   * + α / 2 I, and the probability of a held-out row is an integral over one number: no α of the
   * grid is better than the one that is found, but for what 1,000 draws are off.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.9})
  void thePriorIsThatOfTheMostProbableHeldOutRows(double heldOut) {
    double wide = 3;
    BayesianClassifierTrainer trainer =
        trainer(BayesianMethod.LAPLACE).validation(heldOut).prior(wide).build();
    BayesianClassifierModel model = trainer.train(dataset());
    Split split = trainer.split(ROWS, trainer.runSeed(0));
    Scaling scaling = model.definition().scaling();
    double[][] phi =
        Arrays.stream(x)
            .mapToObj(v -> new double[] {(v - scaling.shift()[0]) / scaling.scale()[0], 1})
            .toArray(double[][]::new);
    int b = model.getOutputIDInfo().getID(new Label("b"));
    RealMatrix means = parameter(model, "mean");
    double[] d = means.getColumnVector(b).subtract(means.getColumnVector(1 - b)).toArray();
    double[] some = {2, 1};
    double variance = ofDifference(model, b, some);
    double nearest = Double.POSITIVE_INFINITY;
    double own = Double.NaN;
    double best = Double.NEGATIVE_INFINITY;
    double worst = Double.POSITIVE_INFINITY;
    for (int step = -8; step <= 8; step++) {
      RealMatrix covariance =
          ofDifference(phi, d, split.training(), Math.pow(10, 0.5 * step) / (wide * wide));
      double off = Math.abs(quadratic(covariance, some) / variance - 1);
      double log = 0;
      for (int row : split.validation()) {
        double logit = d[0] * phi[row][0] + d[1];
        double deviation = Math.sqrt(quadratic(covariance, phi[row]));
        log += Math.log(mean(second[row] ? logit : -logit, deviation));
      }
      best = Math.max(best, log);
      worst = Math.min(worst, log);
      own = off < nearest ? log : own;
      nearest = Math.min(nearest, off);
    }
    assertEquals(0, nearest, 1e-3);
    assertTrue(own > best - 0.02, own + " where " + best + " is possible");
    assertTrue(worst < best - 0.1, "any would do: " + worst + " to " + best);
  }

  /** The variance of the difference of two logits that a model has for a row. */
  private static double ofDifference(BayesianClassifierModel model, int b, double... phi) {
    double[] turned = parameter(model, "basis").preMultiply(phi);
    RealMatrix rotation = parameter(model, "rotation");
    RealMatrix variances = parameter(model, "variances");
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double off = turned[i] * (rotation.getEntry(b, j) - rotation.getEntry(1 - b, j));
        sum += off * off * variances.getEntry(i, j);
      }
    }
    return sum;
  }

  private static RealMatrix ofDifference(double[][] phi, double[] d, int[] rows, double alpha) {
    double[][] precision = {{alpha / 2, 0}, {0, alpha / 2}};
    for (int row : rows) {
      double p = sigmoid(d[0] * phi[row][0] + d[1]);
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          precision[i][j] += p * (1 - p) * phi[row][i] * phi[row][j];
        }
      }
    }
    return new LUDecomposition(new Array2DRowRealMatrix(precision)).getSolver().getInverse();
  }

  private static double quadratic(RealMatrix matrix, double... v) {
    double[] of = matrix.operate(v);
    return v[0] * of[0] + v[1] * of[1];
  }

  /** A row of weight 2 counts as two rows. */
  @Test
  void aWeightIsARowAgain() {
    double[][] p = fourClasses();
    double[] weights = ones(ROWS);
    weights[3] = 2;
    double[][] longer = Arrays.copyOf(phi(), ROWS + 1);
    double[][] longerP = Arrays.copyOf(p, ROWS + 1);
    longer[ROWS] = longer[3];
    longerP[ROWS] = p[3];
    double[][] once = covariance(new SoftmaxCurvature(phi(), p, weights), 0.3).getData();
    RealMatrix twice = covariance(new SoftmaxCurvature(longer, longerP, ones(ROWS + 1)), 0.3);
    RealMatrix without = covariance(new SoftmaxCurvature(phi(), p, ones(ROWS)), 0.3);
    for (int a = 0; a < once.length; a++) {
      assertArrayEquals(twice.getRow(a), once[a], 1e-9);
    }
    assertTrue(without.subtract(twice).getNorm() > 1e-3, "the weight does not count");
  }

  /** The divergence is a sum over weights, of which each training row bears an equal share. */
  @ParameterizedTest
  @EnumSource(names = {"LAST_LAYER", "MEAN_FIELD"})
  void theDivergenceIsSharedByTheRows(BayesianMethod method) {
    double once = divergence(method, 1);
    assertTrue(once > 0.05, method + ": " + once);
    assertEquals(once / 2, divergence(method, 2), 1e-6 * once);
  }

  private double divergence(BayesianMethod method, int copies) {
    List<EpochReport> reports = new ArrayList<>();
    trainer(method)
        .optimiser(new Adam(1e-12))
        .epochs(1)
        .build()
        .train(ClassRows.copies(dataset(), copies), reports::add);
    return reports.get(0).training().get(Loss.KL);
  }
}
