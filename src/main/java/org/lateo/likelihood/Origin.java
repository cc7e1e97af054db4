package org.lateo.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.likelihood.Likelihood.ColumnGroup;

/**
 * What is taken off each column's values, in double, before they become floats: of timestamps of
 * 1.7e9 one second apart a float knows every 128th. Zero for columns that need no such thing, whose
 * values stay as they are.
 *
 * <p>A column needs it if its values are larger than {@value #FAR} times their range, and if its
 * likelihood takes any number, so that nothing else depends on where zero is.
 *
 * @param values {@code [columns]}, finite
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content, and copied on the way in.
public record Origin(double[] values) {
  /** With 24 bits in all, 16 and more are left for a range. */
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

  /** Zero in each of so many columns. */
  public static Origin none(int columns) {
    return new Origin(new double[columns]);
  }

  /**
   * Which columns need one, judging by their values as floats; a column that is constant in floats
   * may be.
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

  /** Whether it is zero everywhere. */
  public boolean isNone() {
    return Arrays.stream(values).allMatch(value -> value == 0);
  }

  /** The columns where it is not zero, ascending. */
  public int[] columns() {
    return IntStream.range(0, values.length).filter(c -> values[c] != 0).toArray();
  }

  /** The value that a raw one becomes in a column. */
  public float off(double raw, int column) {
    return (float) (raw - values[column]);
  }

  /**
   * The same of raw floats in a graph, {@code [rows, columns]}, as near as floats come to it: the
   * origin is taken off as two floats, the first of which leaves no rounding near it.
   */
  public Node off(Node raw) {
    return isNone() ? raw : ScaleColumns.subtract(ScaleColumns.subtract(raw, high()), low());
  }

  /** Makes values of a graph raw again, {@code [rows, columns]}. */
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

  /** Values, one a column, as raw ones: a new array. */
  public double[] addTo(double... row) {
    return addTo(new double[][] {row.clone()})[0];
  }

  /** Makes rows raw again, in place, {@code [rows, columns]}; returns them. */
  public double[][] addTo(double[][] rows) {
    for (double[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        row[c] += values[c];
      }
    }
    return rows;
  }

  /** As {@link #addTo(double[][])}, as near as floats come to it. */
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
