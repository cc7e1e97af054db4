package org.lateo.tables;

import java.io.IOException;
import java.util.List;

/** The rows of a file as text, one after another. */
interface Records extends AutoCloseable {
  /** The names of the columns that are known so far, without blanks around them. */
  List<String> names();

  /** How many columns are known so far. */
  default int width() {
    return names().size();
  }

  /**
   * The cells of the next row in the order of the names, fewer if the last are absent; null where a
   * cell is absent.
   *
   * @return null at the end
   */
  String[] next() throws IOException;

  /** How cells are told apart, in words. */
  String format();

  /** The file, to be written again. */
  Original original();

  @Override
  void close() throws IOException;
}
