package org.lateo.bayes;

import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;

/**
 * Eigenvalues of a positive semi-definite matrix, at least 0, and orthonormal eigenvectors.
 *
 * @param values {@code [n]}
 * @param vectors as columns, {@code [n, n]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Eigen(double[] values, double[][] vectors) {
  /**
   * Those of a symmetric matrix.
   *
   * @param matrix {@code [n, n]}, of which only the diagonal and what is below it is read
   * @param of what the matrix is of, for the message
   * @throws IllegalStateException if they are not found
   */
  static Eigen of(double[][] matrix, String of) {
    int n = matrix.length;
    DenseMatrix.EigenDecomposition found =
        DenseMatrix.createDenseMatrix(symmetric(matrix))
            .eigenDecomposition()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        String.format(
                            "Expected eigenvalues of %s, [%d, %d], found none", of, n, n)));
    double[] values = new double[n];
    double[][] vectors = new double[n][n];
    for (int j = 0; j < n; j++) {
      values[j] = Math.max(found.eigenvalues().get(j), 0);
      DenseVector vector = found.getEigenVector(j);
      for (int i = 0; i < n; i++) {
        vectors[i][j] = vector.get(i);
      }
    }
    return new Eigen(values, vectors);
  }

  /** Exactly so, as the decomposition asks for. */
  private static double[][] symmetric(double[][] lower) {
    double[][] matrix = new double[lower.length][lower.length];
    for (int i = 0; i < lower.length; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = lower[i][j];
        matrix[j][i] = lower[i][j];
      }
    }
    return matrix;
  }
}
