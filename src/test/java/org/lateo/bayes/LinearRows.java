package org.lateo.bayes;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.lateo.Tiny;
import org.tribuo.MutableDataset;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/**
 * Rows of a linear regression with noise, and what is known of the weights in closed form: with
 * standardised features φ and a last column of ones, and standardised targets y,
 *
 * <pre>
 * Λ = Φ^T Φ / σ² + I / s²,   mean Λ^-1 Φ^T y / σ²,   log p(y) = log N(y; 0, s² Φ Φ^T + σ² I)
 * </pre>
 *
 * <p>computed by Commons Math, in the space of rows where it can be.
 */
final class LinearRows {
  static final RegressionFactory FACTORY = new RegressionFactory();

  /** {@code [rows, 3]}. */
  final double[][] raw;

  /** {@code [rows]}. */
  final double[] targets;

  /** Standardised, with ones. */
  final RealMatrix phi;

  /** Standardised, as one column. */
  final RealMatrix y;

  /** The standard deviation of the targets. */
  final double scale;

  /** Features that are correlated, so that a mean field is not the posterior. */
  LinearRows(int rows, int copies, long seed) {
    Random random = new Random(seed);
    raw = new double[rows * copies][];
    targets = new double[raw.length];
    for (int r = 0; r < rows; r++) {
      double a = random.nextGaussian();
      double b = 0.8 * a + 0.6 * random.nextGaussian();
      double c = 0.5 * b + random.nextGaussian();
      double target = 30 + 4 * (0.7 * a - 0.4 * b + 0.1 * c + 0.6 * random.nextGaussian());
      for (int k = 0; k < copies; k++) {
        raw[r + k * rows] = new double[] {10 + 2 * a, b, 100 * c};
        targets[r + k * rows] = target;
      }
    }
    phi = new Array2DRowRealMatrix(raw.length, 4);
    for (int column = 0; column < 3; column++) {
      phi.setColumn(column, standardised(column(column)));
    }
    double[] ones = new double[raw.length];
    Arrays.fill(ones, 1);
    phi.setColumn(3, ones);
    y = new Array2DRowRealMatrix(standardised(targets));
    scale = deviation(targets);
  }

  private double[] column(int column) {
    return Arrays.stream(raw).mapToDouble(row -> row[column]).toArray();
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double... values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }

  private static double[] standardised(double... values) {
    double mean = mean(values);
    double deviation = deviation(values);
    return Arrays.stream(values).map(x -> (x - mean) / deviation).toArray();
  }

  MutableDataset<Regressor> dataset() {
    return Tiny.dataset(raw, FACTORY, r -> new Regressor("y", targets[r]));
  }

  RealMatrix precision(double noise, double prior) {
    RealMatrix products = phi.transpose().multiply(phi).scalarMultiply(1 / (noise * noise));
    return products.add(MatrixUtils.createRealIdentityMatrix(4).scalarMultiply(1 / square(prior)));
  }

  RealMatrix covariance(double noise, double prior) {
    return new LUDecomposition(precision(noise, prior)).getSolver().getInverse();
  }

  double[] means(double noise, double prior) {
    RealMatrix moments = phi.transpose().multiply(y).scalarMultiply(1 / square(noise));
    return covariance(noise, prior).multiply(moments).getColumn(0);
  }

  /** In nats of standardised targets. */
  double logEvidence(double noise, double prior) {
    RealMatrix covariance = phi.multiply(phi.transpose()).scalarMultiply(square(prior));
    int rows = raw.length;
    RealMatrix all =
        covariance.add(MatrixUtils.createRealIdentityMatrix(rows).scalarMultiply(square(noise)));
    CholeskyDecomposition factors = new CholeskyDecomposition(all);
    double squares = y.transpose().multiply(factors.getSolver().solve(y)).getEntry(0, 0);
    double logs = 0;
    for (int r = 0; r < rows; r++) {
      logs += 2 * Math.log(factors.getL().getEntry(r, r));
    }
    return -0.5 * (squares + logs + rows * Math.log(2 * Math.PI));
  }

  private static double square(double x) {
    return x * x;
  }
}
