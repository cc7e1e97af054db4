package org.lateo.app.input;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which rows to read, and how.
 *
 * @param data the file
 * @param labels the file of labels, for images
 * @param response the column of a CSV file that is the output
 * @param limit rows to read at most
 * @param missing whether a column of that name may be missing: then empty cells are absent and
 *     zeros are kept as values; other columns may have no empty cells, and their zeros are left out
 * @param categorical whether a column of a CSV file holds categories: a cell {@code red} of the
 *     column {@code colour} is a one in the feature {@code colour@red}
 * @param known whether a column of a CSV file is read; the cells of other columns are ignored
 * @param text whether the text of a CSV file's cells is kept too
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
    Optional<String> output = Optional.of(column);
    return new DataOptions(data, labels, output, limit, missing, categorical, known, text, advice);
  }

  /** With a file of labels. */
  public DataOptions withLabels(Path path) {
    Optional<Path> file = Optional.of(path);
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

  /** With these columns alone. */
  public DataOptions withKnown(Predicate<String> columns) {
    return new DataOptions(
        data, labels, response, limit, missing, categorical, columns, text, advice);
  }

  /** With the text of the cells kept. */
  public DataOptions withText() {
    return new DataOptions(
        data, labels, response, limit, missing, categorical, known, true, advice);
  }

  /** With advice for messages. */
  public DataOptions withAdvice(Advice recommended) {
    return new DataOptions(
        data, labels, response, limit, missing, categorical, known, text, recommended);
  }
}
