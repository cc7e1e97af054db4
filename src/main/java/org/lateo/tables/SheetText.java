package org.lateo.tables;

import java.util.List;
import java.util.Optional;

/**
 * The text of a CSV file's cells.
 *
 * @param header the names of the columns, with the blanks around them
 * @param rows the cells of each row, with the blanks but without the quotes around them
 * @param separator what stands between cells; empty if the rows are JSON objects
 */
public record SheetText(
    List<String> header, List<List<String>> rows, Optional<Character> separator) {
  /** The names of the columns without blanks around them, in the order of the file. */
  public List<String> columns() {
    return header.stream().map(String::strip).toList();
  }
}
