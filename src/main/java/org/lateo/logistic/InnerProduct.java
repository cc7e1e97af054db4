package org.lateo.logistic;

/** Sums of products, of four at a time: a single sum would wait for each of its additions. */
final class InnerProduct {
  private InnerProduct() {}

  /** Of two arrays of the same length, {@code [size]}. */
  static double of(double[] a, double[] b) {
    return of(a, b, a.length);
  }

  /** Of the first {@code count} of two arrays, {@code [count or more]}. */
  static double of(double[] a, double[] b, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < count; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * Of the non-zeros of a row with numbers, one for each column.
   *
   * @param values {@code [non-zeros]}
   * @param indices the column of each value, {@code [non-zeros]}
   * @param from the first value
   * @param to one after the last
   * @param numbers {@code [columns]}
   */
  static double of(float[] values, int[] indices, int from, int to, double[] numbers) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = from;
    for (; k + 3 < to; k += 4) {
      s0 += values[k] * numbers[indices[k]];
      s1 += values[k + 1] * numbers[indices[k + 1]];
      s2 += values[k + 2] * numbers[indices[k + 2]];
      s3 += values[k + 3] * numbers[indices[k + 3]];
    }
    for (; k < to; k++) {
      s0 += values[k] * numbers[indices[k]];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
