package org.lateo.tables;

import java.util.List;
import org.lateo.tables.TableException.Remedy;

/**
 * A place in a file, for messages.
 *
 * @param file the file's name
 * @param row the row's number from 1, without the header; 0 for the file as a whole
 * @param column the column's name; null for the row as a whole
 */
record Position(String file, int row, String column) {

  static Position of(String file) {
    return new Position(file, 0, null);
  }

  Position row(int number) {
    return new Position(file, number, column);
  }

  Position column(String name) {
    return new Position(file, row, name);
  }

  TableException expected(String expected, String found) {
    return expected(expected, found, (Throwable) null);
  }

  TableException expected(String expected, String found, Throwable cause) {
    return new TableException(this + ": expected " + expected + ", found " + found, cause);
  }

  /** With a remedy for this column. */
  TableException expected(String expected, String found, Remedy remedy) {
    return expected(expected, found, remedy, List.of(column));
  }

  /** With a remedy for some columns. */
  TableException expected(String expected, String found, Remedy remedy, List<String> columns) {
    return new TableException(
        this + ": expected " + expected + ", found " + found, null, remedy, columns);
  }

  @Override
  public String toString() {
    return file
        + (row == 0 ? "" : ", row " + row)
        + (column == null ? "" : ", column " + Names.quoted(column));
  }
}
