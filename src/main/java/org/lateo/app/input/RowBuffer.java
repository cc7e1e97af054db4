package org.lateo.app.input;

import java.util.Arrays;
import java.util.function.Predicate;

/** Gathers the values of a row but its zeros, columns ascending. */
final class RowBuffer {
  private final Predicate<String> zerosCount;
  private String[] columns = new String[64];
  private double[] values = new double[64];
  private int size;

  /** Leaves every zero out. */
  RowBuffer() {
    this(column -> false);
  }

  /**
   * @param zerosCount the columns whose zeros are kept
   */
  RowBuffer(Predicate<String> zerosCount) {
    this.zerosCount = zerosCount;
  }

  void add(String column, double value) {
    if (value == 0 && !zerosCount.test(column)) {
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
