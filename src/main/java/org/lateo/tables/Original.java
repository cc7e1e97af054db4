package org.lateo.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file of a sheet, to be written again with some cells changed and all else as it is. */
public interface Original {
  /** What is changed. */
  interface Changes {
    /** The new text of a cell by the numbers of its row and column, from 0, if it has one. */
    Optional<String> cell(int row, int column);

    /** The cells of a row, from 0, in the columns that are added. */
    List<String> added(int row);
  }

  /** Whether the rows are JSON objects. */
  boolean isJson();

  /**
   * Writes the file.
   *
   * @param columns the columns of the file
   * @param added the names of columns that are added behind them
   * @param rows the number of rows to write
   */
  void write(Path to, List<Column> columns, List<String> added, int rows, Changes changes)
      throws IOException;
}
