package org.lateo.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.objective.Loss;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;

/** Linear models with given noise, whose posterior and evidence are known in closed form. */
final class ConjugateRegressionTest {
  private static final double NOISE = 0.5;
  private static final double PRIOR = 0.7;

  /** An evidence is a sum over rows of nats near 1. */
  private static final double ROUNDING = 1e-3;

  private final LinearRows rows = new LinearRows(60, 1, 1);
  private final List<EpochReport> reports = new ArrayList<>();

  private static BayesianRegressionTrainerBuilder trainer(BayesianMethod method) {
    return BayesianRegressionTrainer.builder()
        .method(method)
        .hidden()
        .noise(NOISE)
        .prior(PRIOR)
        .optimiser(new Adam(0.05))
        .epochs(3000)
        .batchSize(1000)
        .validation(0)
        .threads(1);
  }

  private BayesianRegressionModel train(BayesianMethod method) {
    return trainer(method).build().train(rows.dataset(), reports::add);
  }

  private static double[] parameter(BayesianRegressionModel model, String name) {
    BayesianRegression network = model.definition().connect(BayesianRegression.class);
    ParameterLayout layout = network.layout();
    Parameter found =
        layout.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    double[] values = new double[found.size()];
    Arrays.setAll(values, i -> model.definition().parameters()[layout.offset(found) + i]);
    return values;
  }

  private static double[] joined(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  /** The bound of all rows, in nats of standardised targets. */
  private double bound() {
    double perRow = reports.get(reports.size() - 1).training().get(Loss.BOUND);
    return rows.raw.length * (perRow + Math.log(rows.scale));
  }

  /** The means are exact, the variances those of each weight given all others. */
  @Test
  void aMeanFieldHasItsBestBound() {
    BayesianRegressionModel model = train(BayesianMethod.MEAN_FIELD);
    double[] means =
        joined(parameter(model, "last.weight.mean"), parameter(model, "last.bias.mean"));
    assertArrayEquals(rows.means(NOISE, PRIOR), means, 1e-4);
    double[] spreads =
        joined(parameter(model, "last.weight.spread"), parameter(model, "last.bias.spread"));
    RealMatrix precision = rows.precision(NOISE, PRIOR);
    double logs = 0;
    for (int j = 0; j < spreads.length; j++) {
      double deviation = Math.log1p(Math.exp(spreads[j]));
      double expected = Math.sqrt(1 / precision.getEntry(j, j));
      assertEquals(expected, deviation, 1e-3 * expected);
      logs += Math.log(precision.getEntry(j, j));
    }
    double gap = 0.5 * (logs - Math.log(new LUDecomposition(precision).getDeterminant()));
    assertTrue(gap > 0.1, gap + " nats");
    assertEquals(rows.logEvidence(NOISE, PRIOR) - gap, bound(), ROUNDING);
  }

  @Test
  void aLastLayerOfFullCovarianceHasTheEvidenceAsItsBound() {
    BayesianRegressionModel model = train(BayesianMethod.LAST_LAYER);
    assertArrayEquals(rows.means(NOISE, PRIOR), parameter(model, "last.mean"), 1e-4);
    double[] triangle = parameter(model, "last.triangles");
    double[] logs = parameter(model, "last.logDiagonals");
    RealMatrix l = new Array2DRowRealMatrix(4, 4);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j <= i; j++) {
        l.setEntry(i, j, (i == j ? 1 : triangle[4 * i + j]) * Math.exp(logs[j]));
      }
    }
    assertCovariance(rows.covariance(NOISE, PRIOR), l.multiply(l.transpose()));
    assertEquals(rows.logEvidence(NOISE, PRIOR), bound(), ROUNDING);
  }

  private static void assertCovariance(RealMatrix expected, RealMatrix found) {
    for (int i = 0; i < expected.getRowDimension(); i++) {
      double size = Math.sqrt(expected.getEntry(i, i));
      for (int j = 0; j <= i; j++) {
        double scale = size * Math.sqrt(expected.getEntry(j, j));
        assertEquals(expected.getEntry(i, j), found.getEntry(i, j), 1e-3 * scale);
      }
    }
  }

  private LinearBasis basis() {
    double[] weights = new double[rows.raw.length];
    Arrays.fill(weights, 1);
    return new LinearBasis(rows.phi.getData(), weights);
  }

  private LinearEvidence evidence() {
    return new LinearEvidence(basis(), rows.y.getColumn(0));
  }

  @Test
  void theClosedFormIsTheSame() {
    LinearEvidence evidence = evidence();
    double alpha = 1 / (PRIOR * PRIOR);
    LinearEvidence.Posterior p = evidence.posterior(alpha, 1 / (NOISE * NOISE));
    assertArrayEquals(rows.means(NOISE, PRIOR), basis().back(p.means()), 1e-9);
    RealMatrix l = new Array2DRowRealMatrix(basis().triangle(p.variances()));
    double largest = rows.covariance(NOISE, PRIOR).subtract(l.multiply(l.transpose())).getNorm();
    assertEquals(0, largest, 1e-9);
  }

  /** Wider and narrower priors have less evidence. */
  @Test
  void thePriorIsThatOfTheHighestEvidence() {
    double alpha = evidence().posterior(1 / (NOISE * NOISE)).alpha();
    double highest = rows.logEvidence(NOISE, Math.sqrt(1 / alpha));
    for (double factor : new double[] {0.5, 0.99, 1.01, 2}) {
      double other = rows.logEvidence(NOISE, Math.sqrt(1 / (factor * alpha)));
      assertTrue(other < highest, factor + ": " + other + " above " + highest);
    }
  }

  /** The variance left in the weights is φ^T Λ^-1 φ, for the prior of the highest evidence. */
  @Test
  void laplacePredictsByTheClosedForm() {
    BayesianRegressionModel model =
        trainer(BayesianMethod.LAPLACE).epochs(1).build().train(rows.dataset());
    LinearEvidence evidence = evidence();
    double prior = Math.sqrt(1 / evidence.posterior(1 / (NOISE * NOISE)).alpha());
    RealMatrix covariance = rows.covariance(NOISE, prior);
    RealMatrix means = new Array2DRowRealMatrix(rows.means(NOISE, prior));
    List<UncertainPrediction> found = model.explain(rows.dataset().getData());
    for (int r = 0; r < 10; r++) {
      RealMatrix phi = rows.phi.getRowMatrix(r);
      double expected = phi.multiply(covariance).multiply(phi.transpose()).getEntry(0, 0);
      double square = rows.scale * rows.scale;
      assertEquals(expected * square, found.get(r).epistemic()[0], 1e-4 * expected * square);
      assertEquals(NOISE * NOISE * square, found.get(r).aleatoric()[0], 1e-5 * square);
      double mean =
          rows.scale * phi.multiply(means).getEntry(0, 0)
              + Arrays.stream(rows.targets).average().orElseThrow();
      assertEquals(mean, found.get(r).mean()[0], 1e-4 * rows.scale);
    }
  }

  /** With each row four times, about a quarter of the variance is left in the weights. */
  @Test
  void whatIsLeftInTheWeightsFallsWithTheRows() {
    BayesianRegressionTrainer trainer = trainer(BayesianMethod.LAPLACE).epochs(1).build();
    double once = epistemic(trainer.train(new LinearRows(60, 1, 1).dataset()));
    double fourTimes = epistemic(trainer.train(new LinearRows(60, 4, 1).dataset()));
    double sixteenTimes = epistemic(trainer.train(new LinearRows(60, 16, 1).dataset()));
    assertEquals(4, once / fourTimes, 0.2);
    assertEquals(4, fourTimes / sixteenTimes, 0.05);
  }

  private double epistemic(BayesianRegressionModel model) {
    return model.explain(rows.dataset().getData()).stream()
        .mapToDouble(row -> row.epistemic()[0])
        .sum();
  }

  /** The divergence is a sum over weights, of which each training row bears an equal share. */
  @Test
  void theDivergenceIsSharedByTheRows() {
    for (BayesianMethod method : List.of(BayesianMethod.LAST_LAYER, BayesianMethod.MEAN_FIELD)) {
      double once = divergence(method, 1);
      assertTrue(once > 0.05, method + ": " + once);
      assertEquals(once / 2, divergence(method, 2), 1e-6 * once);
    }
  }

  private static double divergence(BayesianMethod method, int copies) {
    List<EpochReport> reports = new ArrayList<>();
    trainer(method)
        .optimiser(new Adam(1e-12))
        .epochs(1)
        .build()
        .train(new LinearRows(60, copies, 1).dataset(), reports::add);
    return reports.get(0).training().get(Loss.KL);
  }
}
