package org.lateo.tables;

import java.util.Arrays;
import java.util.Optional;

/** Collects the values of a row, in general without its zeros. */
final class RowBuffer {
  private String[] columns;
  private double[] values;
  private int size;

  /** An empty row, with room for some values. */
  RowBuffer(int room) {
    columns = new String[Math.max(1, room)];
    values = new double[columns.length];
  }

  /** A row with the value 1 for each value above 0.5, and without the others. */
  static SheetRow binarised(SheetRow row) {
    RowBuffer buffer = new RowBuffer(row.columns().length);
    for (int i = 0; i < row.columns().length; i++) {
      buffer.add(row.columns()[i], row.values()[i] > 0.5 ? 1 : 0, false);
    }
    return buffer.take(row.number(), row.response().orElse(null));
  }

  /** Adds a value; a zero only if zeros count. */
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

  /** Sorts by insertion, since all but a few features of fields are in order. */
  private void sort() {
    for (int i = 1; i < size; i++) {
      String name = columns[i];
      double value = values[i];
      int j = i;
      for (; j > 0 && columns[j - 1].compareTo(name) > 0; j--) {
        columns[j] = columns[j - 1];
        values[j] = values[j - 1];
      }
      columns[j] = name;
      values[j] = value;
    }
  }

  /**
   * The row collected, with a response unless it is null or empty; empties the buffer.
   *
   * @param number its number in the file, from 1
   */
  SheetRow take(int number, String response) {
    sort();
    String[] names = Arrays.copyOf(columns, size);
    double[] numbers = Arrays.copyOf(values, size);
    size = 0;
    return new SheetRow(
        number, names, numbers, Optional.ofNullable(response).filter(text -> !text.isEmpty()));
  }
}
