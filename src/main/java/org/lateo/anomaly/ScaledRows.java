package org.lateo.anomaly;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows in units of each column's scale, and how near others are to them, in double.
 *
 * @param values 0 where one is missing, {@code [rows][columns]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ScaledRows(float[][] values) {
  int count() {
    return values.length;
  }

  /** Row by row, {@code [rows * columns]}. */
  float[] flat() {
    int columns = values.length == 0 ? 0 : values[0].length;
    float[] flat = new float[values.length * columns];
    for (int i = 0; i < values.length; i++) {
      System.arraycopy(values[i], 0, flat, i * columns, columns);
    }
    return flat;
  }

  /** Squared distances of each of the first rows from all others, {@code [first][rows - 1]}. */
  double[][] apart(int first) {
    return IntStream.range(0, first).mapToObj(this::fromOthers).toArray(double[][]::new);
  }

  private double[] fromOthers(int row) {
    return IntStream.range(0, values.length)
        .filter(other -> other != row)
        .mapToDouble(other -> distance(values[row], values[other]))
        .toArray();
  }

  /** Squared distances from each of the first of other rows, {@code [first][rows]}. */
  double[][] from(ScaledRows others, int first) {
    return Arrays.stream(others.values, 0, first)
        .map(row -> Arrays.stream(values).mapToDouble(own -> distance(row, own)).toArray())
        .toArray(double[][]::new);
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      double difference = (double) a[c] - b[c];
      sum += difference * difference;
    }
    return sum;
  }

  /**
   * The log-density at a width but for what depends on columns and width alone: the logarithm of
   * the mean of e^(-distance / 2 width²), for each row of distances.
   */
  static double[] logDensities(double[][] distances, double width) {
    return Arrays.stream(distances).mapToDouble(of -> logDensity(of, width)).toArray();
  }

  private static double logDensity(double[] distances, double width) {
    double nearest = Arrays.stream(distances).min().orElseThrow();
    double precision = 0.5 / (width * width);
    double sum = 0;
    for (double distance : distances) {
      sum += StrictMath.exp((nearest - distance) * precision);
    }
    return StrictMath.log(sum / distances.length) - nearest * precision;
  }
}
