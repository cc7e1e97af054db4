package org.lateo.app.input;

import java.util.Arrays;

/** Gathers the values of a row but its zeros, columns ascending. */
final class RowBuffer {
  private String[] columns = new String[64];
  private double[] values = new double[64];
  private int size;

  /** Adds a value, but no zero. */
  void add(String column, double value) {
    add(column, value, false);
  }

  /**
   * Adds a value.
   *
   * @param zeroCounts whether even if it is zero
   */
  void add(String column, double value, boolean zeroCounts) {
    if (value == 0 && !zeroCounts) {
      return;
    }
    if (size == columns.length) {
      columns = Arrays.copyOf(columns, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    columns[size] = column;
    values[size++] = value;
  }

  /** The row gathered; the buffer is empty afterwards. */
  SheetRow take(String response) {
    String[] names = Arrays.copyOf(columns, size);
    double[] numbers = Arrays.copyOf(values, size);
    size = 0;
    return new SheetRow(names, numbers, response);
  }
}
