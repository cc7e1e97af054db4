package org.lateo.app.demo;

import java.util.Arrays;

/**
 * What a detector is compared with: how far a row lies from the rows that are nearest.
 *
 * @param rows standardised, {@code [rows][columns]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record NearestRows(double[][] rows) {
  private static final int NEAREST = 5;

  /**
   * The mean distance to the five nearest rows.
   *
   * @param row standardised; it may be one of the rows, the same array, which is then left out
   */
  public double distance(double[] row) {
    return Arrays.stream(nearest(row)).map(Math::sqrt).average().orElseThrow();
  }

  /** Squared distances to the nearest rows, ascending. */
  private double[] nearest(double[] row) {
    double[] nearest = new double[Math.min(NEAREST, rows.length - 1)];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (double[] other : rows) {
      if (other != row) {
        insert(nearest, squaredDistance(other, row));
      }
    }
    return nearest;
  }

  private static void insert(double[] ascending, double value) {
    int place = ascending.length - 1;
    if (!(value < ascending[place])) {
      return;
    }
    for (; place > 0 && ascending[place - 1] > value; place--) {
      ascending[place] = ascending[place - 1];
    }
    ascending[place] = value;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      sum += (a[c] - b[c]) * (a[c] - b[c]);
    }
    return sum;
  }
}
