package org.lateo.bayes;

/**
 * Rows φ in the basis of the eigenvectors of Φ^T Φ, weighted, in double: whatever is regressed on
 * these rows, a posterior of its weights is diagonal there.
 */
final class LinearBasis {
  private final double[][] phi;
  private final double[] weights;
  private final Eigen eigen;

  /**
   * @param phi {@code [rows, n]}, not a copy
   * @param weights of the rows, {@code [rows]}, not a copy
   */
  LinearBasis(double[][] phi, double[] weights) {
    this.phi = phi;
    this.weights = weights;
    this.eigen = Eigen.of(products(), "what the last layer reads");
  }

  /** Φ^T Φ, without what is above its diagonal. */
  private double[][] products() {
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
    return products;
  }

  /** The number n of columns. */
  int columns() {
    return eigen.values().length;
  }

  /** An eigenvalue of Φ^T Φ, at least 0. */
  double eigenvalue(int j) {
    return eigen.values()[j];
  }

  /** The eigenvectors as columns, {@code [n, n]}. */
  double[][] vectors() {
    return eigen.vectors();
  }

  /**
   * Φ^T y in the basis.
   *
   * @param y {@code [rows]}
   * @return {@code [n]}
   */
  double[] moments(double... y) {
    double[] sums = new double[columns()];
    for (int r = 0; r < phi.length; r++) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weights[r] * phi[r][i] * y[r];
      }
    }
    double[] moments = new double[sums.length];
    for (int j = 0; j < moments.length; j++) {
      for (int i = 0; i < sums.length; i++) {
        moments[j] += eigen.vectors()[i][j] * sums[i];
      }
    }
    return moments;
  }

  /**
   * Other rows in the basis.
   *
   * @param others {@code [any, n]}
   * @return {@code [any, n]}
   */
  double[][] turned(double[][] others) {
    int n = columns();
    double[][] turned = new double[others.length][n];
    for (int r = 0; r < others.length; r++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          turned[r][j] += others[r][i] * eigen.vectors()[i][j];
        }
      }
    }
    return turned;
  }

  /**
   * Weights from those in the basis.
   *
   * @param turned {@code [n]}
   * @return {@code [n]}
   */
  double[] back(double... turned) {
    double[] weights = new double[columns()];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < weights.length; j++) {
        weights[i] += eigen.vectors()[i][j] * turned[j];
      }
    }
    return weights;
  }

  /**
   * The lower triangular L of a covariance L L^T of weights that are independent in the basis.
   *
   * @param variances in the basis, {@code [n]}
   * @return {@code [n, n]}
   */
  double[][] triangle(double... variances) {
    int n = columns();
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = 0;
        for (int k = 0; k < n; k++) {
          rest += eigen.vectors()[i][k] * eigen.vectors()[j][k] * variances[k];
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
