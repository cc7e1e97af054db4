package org.lateo.bayes;

import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;

/**
 * Linear regression on rows φ with weights w ~ N(0, I / α) and noise of the variance 1 / β, in
 * closed form, in double:
 *
 * <pre>
 * Λ = β Φ^T Φ + α I,   posterior N(β Λ^-1 Φ^T y, Λ^-1)
 * log p(y) = [n log α + N log β - β |y - Φm|² - α |m|² - log |Λ| - N log 2π] / 2
 * </pre>
 *
 * <p>α is that of the highest log p(y) for a given β, by MacKay's fixed point; all of it in the
 * basis of the eigenvectors of Φ^T Φ, where Λ is diagonal.
 *
 * <p>See:
 *
 * <pre>
 * MacKay DJC.
 * "Bayesian Interpolation"
 * Neural Computation 4(3), 1992.
 * </pre>
 */
final class LinearEvidence {
  private static final int ITERATIONS = 200;
  private static final double LEAST = 1e-8;
  private static final double MOST = 1e8;

  private final double[] eigenvalues;

  /** Eigenvectors as columns, {@code [n, n]}. */
  private final double[][] basis;

  /** Φ^T y in the basis. */
  private final double[] moments;

  /** Weights in the basis: means and variances, independent of each other. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Posterior(double alpha, double beta, double[] means, double[] variances) {}

  /**
   * @param phi {@code [rows, n]}
   * @param y {@code [rows]}
   * @param weights of the rows
   */
  LinearEvidence(double[][] phi, double[] y, double[] weights) {
    int n = phi[0].length;
    DenseMatrix.EigenDecomposition eigen = eigen(products(phi, weights), phi.length);
    double[] sums = sums(phi, y, weights);
    this.eigenvalues = new double[n];
    this.basis = new double[n][n];
    this.moments = new double[n];
    for (int j = 0; j < n; j++) {
      eigenvalues[j] = Math.max(eigen.eigenvalues().get(j), 0);
      DenseVector vector = eigen.getEigenVector(j);
      for (int i = 0; i < n; i++) {
        basis[i][j] = vector.get(i);
        moments[j] += vector.get(i) * sums[i];
      }
    }
  }

  /** Φ^T Φ. */
  private static double[][] products(double[][] phi, double[] weights) {
    int n = phi[0].length;
    double[][] products = new double[n][n];
    for (int r = 0; r < phi.length; r++) {
      for (int i = 0; i < n; i++) {
        double weighted = weights[r] * phi[r][i];
        for (int j = 0; j <= i; j++) {
          products[i][j] += weighted * phi[r][j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  /** Φ^T y. */
  private static double[] sums(double[][] phi, double[] y, double[] weights) {
    double[] sums = new double[phi[0].length];
    for (int r = 0; r < phi.length; r++) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weights[r] * phi[r][i] * y[r];
      }
    }
    return sums;
  }

  private static DenseMatrix.EigenDecomposition eigen(double[][] products, int rows) {
    return DenseMatrix.createDenseMatrix(products)
        .eigenDecomposition()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    String.format(
                        "Expected eigenvalues of what the last layer reads, found none in %d rows of"
                            + " %d values",
                        rows, products.length)));
  }

  /** The posterior of a noise, with the prior of the highest evidence. */
  Posterior posterior(double beta) {
    double alpha = 1;
    for (int i = 0; i < ITERATIONS; i++) {
      double known = 0;
      double length = 0;
      for (int j = 0; j < moments.length; j++) {
        double precision = beta * eigenvalues[j] + alpha;
        double mean = beta * moments[j] / precision;
        known += beta * eigenvalues[j] / precision;
        length += mean * mean;
      }
      alpha = Math.min(MOST, Math.max(LEAST, known / Math.max(length, 1e-300)));
    }
    return posterior(alpha, beta);
  }

  /** The posterior of a prior and a noise. */
  Posterior posterior(double alpha, double beta) {
    double[] means = new double[moments.length];
    double[] variances = new double[moments.length];
    for (int j = 0; j < means.length; j++) {
      variances[j] = 1 / (beta * eigenvalues[j] + alpha);
      means[j] = beta * moments[j] * variances[j];
    }
    return new Posterior(alpha, beta, means, variances);
  }

  /** Rows in the basis. */
  double[][] turned(double[][] phi) {
    double[][] turned = new double[phi.length][moments.length];
    for (int r = 0; r < phi.length; r++) {
      for (int i = 0; i < moments.length; i++) {
        for (int j = 0; j < moments.length; j++) {
          turned[r][j] += phi[r][i] * basis[i][j];
        }
      }
    }
    return turned;
  }

  /** The means of the weights themselves, {@code [n]}. */
  double[] means(Posterior p) {
    double[] means = new double[moments.length];
    for (int i = 0; i < means.length; i++) {
      for (int j = 0; j < means.length; j++) {
        means[i] += basis[i][j] * p.means()[j];
      }
    }
    return means;
  }

  /** L of the weights' covariance L L^T, lower triangular, {@code [n, n]}. */
  double[][] triangle(Posterior p) {
    int n = moments.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = 0;
        for (int k = 0; k < n; k++) {
          rest += basis[i][k] * basis[j][k] * p.variances()[k];
        }
        for (int k = 0; k < j; k++) {
          rest -= l[i][k] * l[j][k];
        }
        // Rounding may leave nothing of what is known almost exactly.
        l[i][j] = i == j ? Math.sqrt(Math.max(rest, 1e-14)) : rest / l[j][j];
      }
    }
    return l;
  }
}
