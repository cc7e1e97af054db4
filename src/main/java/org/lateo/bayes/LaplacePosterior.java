package org.lateo.bayes;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.lateo.data.Table;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.nn.CorrelatedDense;
import org.lateo.rows.PreparedRows;

/**
 * The last layer's posterior given the hidden layers, of each dimension on its own, and the noise:
 * the variance under which held-out rows are most probable.
 *
 * <p>Training rows would say too little noise: the hidden layers have fitted theirs too. The
 * prior's width is that of the highest evidence of the training rows.
 */
final class LaplacePosterior {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int STEPS = 40;

  /** Far more than targets of variance 1 need. */
  private static final double MOST_NOISE = 10;

  private final BayesianRegression model;
  private final PreparedRows rows;
  private final TargetColumns targets;

  LaplacePosterior(BayesianRegression model, PreparedRows rows, TargetColumns targets) {
    this.model = model;
    this.rows = rows;
    this.targets = targets;
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
    Runner runner = new Runner(new Parameters(layout, values, BestBlas.get()), model.outputs());
    Fold training = new Fold(runner, rows.split().training());
    Fold heldOut = new Fold(runner, rows.split().validation());
    Scaling scaling = model.targets();
    for (int k = 0; k < scaling.columns(); k++) {
      double[] y = training.targets(scaling, k);
      LinearEvidence evidence = new LinearEvidence(training.phi, y, training.weights);
      double deviation = deviation(evidence, heldOut, heldOut.targets(scaling, k));
      LinearEvidence.Posterior p = evidence.posterior(1 / (deviation * deviation));
      CorrelatedDense last = model.last();
      last.set(layout, values, k, evidence.means(p), evidence.triangle(p));
      if (!model.noise().isGiven()) {
        model.noise().set(layout, values, k, deviation * deviation);
      }
    }
    return values;
  }

  private double deviation(LinearEvidence evidence, Fold heldOut, double[] y) {
    double least = model.noise().least();
    if (model.noise().isGiven()) {
      return least;
    }
    double[][] turned = evidence.turned(heldOut.phi);
    return StrictMath.exp(
        largest(
            log -> heldOut.logDensity(evidence.posterior(StrictMath.exp(-2 * log)), turned, y),
            StrictMath.log(least),
            StrictMath.log(MOST_NOISE)));
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
      this.weights = Arrays.stream(numbers).mapToDouble(table::weight).toArray();
      double[][] read =
          runner.values(
              BayesianRegression.READ,
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

    double logDensity(LinearEvidence.Posterior p, double[][] turned, double[] y) {
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
