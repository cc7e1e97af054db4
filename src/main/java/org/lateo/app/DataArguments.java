package org.lateo.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.lateo.app.input.DataOptions;
import org.lateo.app.input.InputException;
import org.lateo.app.input.Sheet;
import org.lateo.app.input.SheetReader;
import picocli.CommandLine.Option;

/** Which rows a verb reads. */
final class DataArguments {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description =
          "The rows: CSV with a header, libsvm (.svm, .libsvm) or IDX images (idx3-ubyte); may be"
              + " gzipped.")
  Path data;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Labels of IDX images (idx1-ubyte).")
  Optional<Path> labels;

  @Option(
      names = "--response",
      paramLabel = "COLUMN",
      description = "The output column of a CSV file; an empty cell is an unlabelled row.")
  Optional<String> response;

  @Option(names = "--rows", paramLabel = "N", description = "Take the first N rows (default: all).")
  Optional<Integer> rows;

  /**
   * Reads them.
   *
   * @param missing the columns that may be missing
   * @param categorical the columns of a CSV file that hold categories
   */
  Sheet read(Predicate<String> missing, Predicate<String> categorical) {
    return SheetReader.read(
        new DataOptions(data, labels, response, limit(rows), missing, categorical));
  }

  static int limit(Optional<Integer> rows) {
    if (rows.isPresent() && rows.get() < 1) {
      throw new InputException("--rows: expected at least 1, found " + rows.get());
    }
    return rows.orElse(Integer.MAX_VALUE);
  }

  /** What to call the responses in a file; empty if the user has not asked for them. */
  Optional<String> responseName() {
    return response.isPresent() ? response : labels.map(file -> "label");
  }
}
