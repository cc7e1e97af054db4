package org.lateo.logistic;

/**
 * What a logistic regression is linear in: rows less a centre, which is the same for all rows and
 * is subtracted without being stored.
 */
interface DesignMatrix {
  int rows();

  /** What is to be subtracted from rows, {@code [columns]}. */
  double[] centre();

  default int columns() {
    return centre().length;
  }

  /** Some of the rows, about the same centre. */
  DesignMatrix of(int... rows);

  /** What is done with a row. */
  interface RowTask {
    /** Reads the row's scores, and may replace them, {@code [classes]}. */
    void apply(int row, double[] scores);
  }

  /**
   * Computes scores x W of all rows, without the centre, and adds the sum over rows of x' r to a
   * gradient, where r is what the task has made of the scores.
   *
   * @param weights W, {@code [columns, classes]}, the first numbers of an array
   * @param gradient {@code [columns, classes]} and more; null for none
   */
  void pass(double[] weights, int classes, RowTask task, double[] gradient);
}
