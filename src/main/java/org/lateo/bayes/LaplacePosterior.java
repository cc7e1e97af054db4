package org.lateo.bayes;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.lateo.data.Table;
import org.lateo.graph.Node;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.rows.PreparedRows;

/**
 * The last layer's posterior given the hidden layers, of each dimension on its own, and the noise:
 * the variance that is most probable by held-out rows and its prior.
 *
 * <p>Training rows would say too little noise: the hidden layers have fitted theirs too. The
 * weights' prior is not that of the settings, but that of the highest evidence of the training
 * rows.
 *
 * <p>A row counts by its weight, divided by the mean weight of the training rows.
 */
final class LaplacePosterior {
  private static final String READ = "read";
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int STEPS = 40;

  /** Targets of variance 1 need less, unless held-out rows lie far beyond those of the training. */
  private static final double USUAL_NOISE = 10;

  private final BayesianRegression model;
  private final PreparedRows rows;
  private final TargetColumns targets;
  private final double meanWeight;

  /**
   * @throws IllegalArgumentException if the noise is to be learned and no held-out row counts
   */
  LaplacePosterior(BayesianRegression model, PreparedRows rows, TargetColumns targets) {
    this.model = model;
    this.rows = rows;
    this.targets = targets;
    int[] training = rows.split().training();
    this.meanWeight = weight(rows, training) / training.length;
    requireHeldOut();
  }

  private static double weight(PreparedRows rows, int... numbers) {
    return Arrays.stream(numbers).mapToDouble(rows.table()::weight).sum();
  }

  private void requireHeldOut() {
    int[] heldOut = rows.split().validation();
    if (!model.noise().isGiven() && weight(rows, heldOut) <= 0) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a held-out row of positive weight, of which LAPLACE takes the noise unless it"
                  + " is given, found none in %d",
              heldOut.length));
    }
  }

  /**
   * Finds it.
   *
   * @param trained the flat buffer
   * @return the flat buffer with it
   */
  float[] of(float[] trained) {
    float[] values = trained.clone();
    ParameterLayout layout = model.layout();
    Map<String, Node> read = Map.of(READ, model.read());
    Runner runner = new Runner(new Parameters(layout, values, BestBlas.get()), read);
    Fold training = new Fold(runner, rows.split().training());
    Fold heldOut = new Fold(runner, rows.split().validation());
    LinearBasis basis = new LinearBasis(training.phi, training.weights);
    double[][] turned = basis.turned(heldOut.phi);
    Scaling scaling = model.targets();
    for (int k = 0; k < scaling.columns(); k++) {
      LinearEvidence evidence = new LinearEvidence(basis, training.targets(scaling, k));
      double[] y = heldOut.targets(scaling, k);
      double deviation = deviation(log -> heldOut.logDensity(evidence, log, turned, y));
      LinearEvidence.Posterior p = evidence.posterior(1 / (deviation * deviation));
      model.last().set(layout, values, k, basis.back(p.means()), basis.triangle(p.variances()));
      if (!model.noise().isGiven()) {
        model.noise().set(layout, values, k, deviation * deviation);
      }
    }
    return values;
  }

  /**
   * The noise's most probable standard deviation.
   *
   * @param logDensity of held-out targets, as a function of the deviation's logarithm
   */
  private double deviation(DoubleUnaryOperator logDensity) {
    RegressionNoise noise = model.noise();
    if (noise.isGiven()) {
      return noise.least();
    }
    DoubleUnaryOperator f = log -> logDensity.applyAsDouble(log) + noise.logPrior(2 * log);
    double low = StrictMath.log(noise.least());
    double high = StrictMath.log(USUAL_NOISE);
    double most = largest(f, low, high);
    while (f.applyAsDouble(high) > f.applyAsDouble(most)) { // The peak lies further on.
      high += StrictMath.log(USUAL_NOISE);
      most = largest(f, low, high);
    }
    return StrictMath.exp(most);
  }

  /** Where a function with one peak is largest, by golden sections. */
  private static double largest(DoubleUnaryOperator f, double from, double to) {
    double low = from;
    double high = to;
    for (int i = 0; i < STEPS; i++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (f.applyAsDouble(left) > f.applyAsDouble(right)) {
        high = right;
      } else {
        low = left;
      }
    }
    return (low + high) / 2;
  }

  /** Some of the rows, as the last layer reads them, with a last column of ones. */
  private final class Fold {
    final int[] numbers;
    final double[][] phi;
    final double[] weights;

    Fold(Runner runner, int... numbers) {
      Table table = rows.table();
      this.numbers = numbers;
      this.weights =
          Arrays.stream(numbers).mapToDouble(row -> table.weight(row) / meanWeight).toArray();
      double[][] read =
          runner.values(
              READ,
              (row, into, at) -> table.fill(numbers[row], into, at),
              numbers.length,
              NoiseSource.NONE);
      this.phi = Arrays.stream(read).map(Fold::withOne).toArray(double[][]::new);
    }

    private static double[] withOne(double[] row) {
      double[] longer = Arrays.copyOf(row, row.length + 1);
      longer[row.length] = 1;
      return longer;
    }

    double[] targets(Scaling by, int dimension) {
      return Arrays.stream(numbers)
          .mapToDouble(row -> targets.scaled(by, row, dimension))
          .toArray();
    }

    /**
     * The log-density of targets, up to a constant.
     *
     * @param log the logarithm of the noise's standard deviation
     * @param turned these rows in the basis
     */
    double logDensity(LinearEvidence evidence, double log, double[][] turned, double[] y) {
      LinearEvidence.Posterior p = evidence.posterior(StrictMath.exp(-2 * log));
      double sum = 0;
      for (int r = 0; r < turned.length; r++) {
        double mean = 0;
        double variance = 1 / p.beta();
        for (int j = 0; j < turned[r].length; j++) {
          mean += turned[r][j] * p.means()[j];
          variance += turned[r][j] * turned[r][j] * p.variances()[j];
        }
        double off = y[r] - mean;
        sum -= 0.5 * weights[r] * (StrictMath.log(variance) + off * off / variance);
      }
      return sum;
    }
  }
}
