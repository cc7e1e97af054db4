package org.lateo.app.input;

import org.lateo.app.text.Printable;

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

  InputException expected(String expected, String found) {
    return new InputException(this + ": expected " + expected + ", found " + found);
  }

  InputException expected(String expected, String found, Throwable cause) {
    return new InputException(this + ": expected " + expected + ", found " + found, cause);
  }

  @Override
  public String toString() {
    return file
        + (row == 0 ? "" : ", row " + row)
        + (column == null ? "" : ", column " + Printable.quoted(column));
  }
}
