package org.lateo.logistic;

import java.util.Arrays;

/**
 * Rows by an incomplete Cholesky factorisation of the Gaussian kernel's matrix, K ≈ F F', in which
 * each step takes the row that those before explain least as a centre. Logistic regression on the
 * rows of F with a penalty on its weights is kernel logistic regression.
 *
 * <p>See:
 *
 * <pre>
 * Fine S, Scheinberg K.
 * "Efficient SVM Training Using Low-Rank Kernel Representations", section 4
 * Journal of Machine Learning Research, 2001.
 * </pre>
 *
 * @param centres numbers of the rows that are centres, in the order in which they were taken
 * @param factor F, {@code [rows][centres]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record GaussianKernel(int[] centres, double[][] factor) {
  /** Where centres explain all but this of each row's 1, more would only be ill-conditioned. */
  private static final double EXPLAINED = 1e-3;

  /**
   * The factorisation of e^-d², d the distance of two rows.
   *
   * @param most how many centres there may be
   */
  static GaussianKernel of(SparseDesign rows, int most) {
    int count = rows.rows();
    double[] squares = new double[count];
    Arrays.setAll(squares, rows::square);
    double[] left = new double[count];
    Arrays.fill(left, 1);
    double[][] factor = new double[count][Math.min(most, count)];
    int[] centres = new int[Math.min(most, count)];
    double[] dense = new double[rows.columns()];
    int taken = 0;
    for (; taken < centres.length; taken++) {
      int centre = largest(left);
      if (left[centre] < EXPLAINED) {
        break;
      }
      rows.scatter(centre, true, dense);
      double root = Math.sqrt(left[centre]);
      double[] of = factor[centre].clone();
      for (int r = 0; r < count; r++) {
        if (left[r] <= 0) {
          continue; // A centre, or a row equal to one: 0 from here on.
        }
        double distance = squares[r] + squares[centre] - 2 * rows.dot(r, dense);
        double known = InnerProduct.of(factor[r], of, taken);
        double value = r == centre ? root : (StrictMath.exp(-Math.max(0, distance)) - known) / root;
        factor[r][taken] = value;
        left[r] = r == centre ? 0 : left[r] - value * value;
      }
      rows.scatter(centre, false, dense);
      centres[taken] = centre;
    }
    int found = taken;
    Arrays.setAll(factor, r -> Arrays.copyOf(factor[r], found));
    return new GaussianKernel(Arrays.copyOf(centres, found), factor);
  }

  private static int largest(double[] of) {
    int largest = 0;
    for (int i = 1; i < of.length; i++) {
      largest = of[i] > of[largest] ? i : largest;
    }
    return largest;
  }

  /**
   * The weights of the kernel's values that are worth as much as weights of F's columns: C^-T W,
   * where C has the centres' rows of F, which are lower triangular.
   *
   * @param weights W, {@code [centres, classes]}
   */
  double[] ofValues(double[] weights, int classes) {
    double[] solved = Arrays.copyOf(weights, centres.length * classes);
    for (int i = centres.length - 1; i >= 0; i--) {
      for (int k = 0; k < classes; k++) {
        double sum = solved[i * classes + k];
        for (int j = i + 1; j < centres.length; j++) {
          sum -= factor[centres[j]][i] * solved[j * classes + k];
        }
        solved[i * classes + k] = sum / factor[centres[i]][i];
      }
    }
    return solved;
  }
}
