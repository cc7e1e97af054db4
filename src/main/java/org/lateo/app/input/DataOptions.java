package org.lateo.app.input;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which rows to read.
 *
 * @param data the file
 * @param labels the labels of images, in a file of their own
 * @param response the column of a CSV file that is the output
 * @param limit rows to read at most
 */
public record DataOptions(Path data, Optional<Path> labels, Optional<String> response, int limit) {

  /** Every row of a file, without a response. */
  public static DataOptions of(Path data) {
    return new DataOptions(data, Optional.empty(), Optional.empty(), Integer.MAX_VALUE);
  }

  /** With a response column. */
  public DataOptions withResponse(String column) {
    return new DataOptions(data, labels, Optional.of(column), limit);
  }

  /** With a file of labels. */
  public DataOptions withLabels(Path file) {
    return new DataOptions(data, Optional.of(file), response, limit);
  }

  /** The first rows alone. */
  public DataOptions withLimit(int rows) {
    return new DataOptions(data, labels, response, rows);
  }
}
