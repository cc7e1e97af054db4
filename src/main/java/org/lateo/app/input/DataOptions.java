package org.lateo.app.input;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which rows to read.
 *
 * @param data the file
 * @param labels the labels of images, in a file of their own
 * @param response the column of a CSV file that is the output
 * @param limit rows to read at most
 * @param missing whether a column of that name may be missing: then its empty cells are absent and
 *     its zeros are values, while other columns have no empty cells and no explicit zeros
 * @param categorical whether a column of a CSV file holds categories: a cell {@code red} of the
 *     column {@code colour} is a one in the feature {@code colour@red}
 */
public record DataOptions(
    Path data,
    Optional<Path> labels,
    Optional<String> response,
    int limit,
    Predicate<String> missing,
    Predicate<String> categorical) {

  /** Every row of a file, without a response. */
  public static DataOptions of(Path data) {
    return new DataOptions(
        data,
        Optional.empty(),
        Optional.empty(),
        Integer.MAX_VALUE,
        column -> false,
        column -> false);
  }

  /** With a response column. */
  public DataOptions withResponse(String column) {
    return new DataOptions(data, labels, Optional.of(column), limit, missing, categorical);
  }

  /** With a file of labels. */
  public DataOptions withLabels(Path file) {
    return new DataOptions(data, Optional.of(file), response, limit, missing, categorical);
  }

  /** The first rows alone. */
  public DataOptions withLimit(int rows) {
    return new DataOptions(data, labels, response, rows, missing, categorical);
  }

  /** With columns that may be missing. */
  public DataOptions withMissing(Predicate<String> columns) {
    return new DataOptions(data, labels, response, limit, columns, categorical);
  }

  /** With columns that hold categories. */
  public DataOptions withCategorical(Predicate<String> columns) {
    return new DataOptions(data, labels, response, limit, missing, columns);
  }
}
