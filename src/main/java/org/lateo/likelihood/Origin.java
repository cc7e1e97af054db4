package org.lateo.likelihood;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.likelihood.Likelihood.ColumnGroup;

/**
 * A number for each column that is subtracted from its values, in double, before they become
 * floats: floats near 1.7e9, such as timestamps in seconds, are 128 apart. Zero for columns that do
 * not need it.
 *
 * <p>A column needs an origin if its values are larger than {@value #FAR} times their range, and if
 * its likelihood takes any number, so that nothing else depends on where zero is.
 *
 * @param values {@code [columns]}, finite
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content, and copied on the way in.
public record Origin(double[] values) implements Serializable {
  /** Nearer to zero, at least 16 of the 24 bits of a float are left for the range. */
  static final double FAR = 256;

  /** Copies the array, and refuses with {@link IllegalArgumentException} what is not finite. */
  public Origin {
    values = values.clone();
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("Expected a finite origin, found " + value);
      }
    }
  }

  /** An origin of zero in each of {@code columns} columns. */
  public static Origin none(int columns) {
    return new Origin(new double[columns]);
  }

  /**
   * Which columns may need an origin, judging by their values as floats; those that are constant as
   * floats may.
   *
   * @return {@code [columns]}
   */
  public static boolean[] needed(List<ColumnSummary> columns, Likelihood likelihood) {
    boolean[] needed = new boolean[columns.size()];
    for (ColumnGroup group : likelihood.groups(columns.size())) {
      for (int c : group.columns()) {
        needed[c] = group.likelihood().takesAnyNumber() && isFar(columns.get(c));
      }
    }
    return needed;
  }

  private static boolean isFar(ColumnSummary c) {
    return Math.max(Math.abs(c.min()), Math.abs(c.max())) > FAR * (c.max() - c.min());
  }

  /** Whether the origin is zero in every column. */
  public boolean isNone() {
    return Arrays.stream(values).allMatch(value -> value == 0);
  }

  /** The columns whose origin is not zero, ascending. */
  public int[] columns() {
    return IntStream.range(0, values.length).filter(c -> values[c] != 0).toArray();
  }

  /** A raw value of a column, less the origin. */
  public float off(double raw, int column) {
    return (float) (raw - values[column]);
  }

  /**
   * Raw values of a graph, {@code [rows, columns]}, less the origin, as far as floats can tell: it
   * is subtracted as two floats, and near the origin the first subtraction is exact.
   */
  public Node off(Node raw) {
    return isNone() ? raw : ScaleColumns.subtract(ScaleColumns.subtract(raw, high()), low());
  }

  /** Values of a graph plus the origin, {@code [rows, columns]}: raw values again. */
  public Node addTo(Node x) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return isNone() ? x : ScaleColumns.restore(ScaleColumns.restore(x, low(), ones), high(), ones);
  }

  private double[] high() {
    return Arrays.stream(values).map(value -> (float) value).toArray();
  }

  private double[] low() {
    return Arrays.stream(values).map(value -> value - (float) value).toArray();
  }

  /** Values, one for each column, plus the origin, in a new array. */
  public double[] addTo(double... row) {
    return addTo(new double[][] {row.clone()})[0];
  }

  /** Adds the origin to rows, {@code [rows, columns]}, in place; returns the rows. */
  public double[][] addTo(double[][] rows) {
    for (double[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        row[c] += values[c];
      }
    }
    return rows;
  }

  /** As {@link #addTo(double[][])}, rounded to floats. */
  public void addTo(float[][] rows) {
    for (float[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) (row[c] + values[c]);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Origin that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
