package org.lateo.app.input;

import java.util.List;

/**
 * What stands in a file of columns.
 *
 * @param header the names of the columns, as they stand there
 * @param rows the cells of each row, as they stand there but for the quotes around them
 */
public record SheetText(List<String> header, List<List<String>> rows) {
  /** The names of the columns, in the order of the file. */
  public List<String> columns() {
    return header.stream().map(String::strip).toList();
  }
}
