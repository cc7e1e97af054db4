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
 * @param known whether a column of a CSV file is read; what others hold is not looked at
 * @param text whether the cells of a CSV file are kept as they stand there
 * @param advice what messages may recommend
 */
public record DataOptions(
    Path data,
    Optional<Path> labels,
    Optional<String> response,
    int limit,
    Predicate<String> missing,
    Predicate<String> categorical,
    Predicate<String> known,
    boolean text,
    Advice advice) {

  /** Every row of a file, without a response. */
  public static DataOptions of(Path data) {
    return new DataOptions(
        data,
        Optional.empty(),
        Optional.empty(),
        Integer.MAX_VALUE,
        column -> false,
        column -> false,
        column -> true,
        false,
        Advice.none());
  }

  /** With a response column. */
  public DataOptions withResponse(String column) {
    return withResponse(Optional.of(column));
  }

  /** With a response column, or none. */
  public DataOptions withResponse(Optional<String> column) {
    return new DataOptions(data, labels, column, limit, missing, categorical, known, text, advice);
  }

  /** With a file of labels. */
  public DataOptions withLabels(Path file) {
    return withLabels(Optional.of(file));
  }

  /** With a file of labels, or none. */
  public DataOptions withLabels(Optional<Path> file) {
    return new DataOptions(data, file, response, limit, missing, categorical, known, text, advice);
  }

  /** The first rows alone. */
  public DataOptions withLimit(int rows) {
    return new DataOptions(data, labels, response, rows, missing, categorical, known, text, advice);
  }

  /** With columns that may be missing. */
  public DataOptions withMissing(Predicate<String> columns) {
    return new DataOptions(
        data, labels, response, limit, columns, categorical, known, text, advice);
  }

  /** With columns that hold categories. */
  public DataOptions withCategorical(Predicate<String> columns) {
    return new DataOptions(data, labels, response, limit, missing, columns, known, text, advice);
  }

  /** Reading these columns alone. */
  public DataOptions withKnown(Predicate<String> columns) {
    return new DataOptions(
        data, labels, response, limit, missing, categorical, columns, text, advice);
  }

  /** Keeping the cells as they stand in the file. */
  public DataOptions withText() {
    return new DataOptions(
        data, labels, response, limit, missing, categorical, known, true, advice);
  }

  /** With what messages may recommend. */
  public DataOptions withAdvice(Advice recommended) {
    return new DataOptions(
        data, labels, response, limit, missing, categorical, known, text, recommended);
  }
}
