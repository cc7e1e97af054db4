package org.lateo.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lateo.app.input.DataOptions;
import org.lateo.app.input.InputException;
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

  /** What they say of the rows to read. */
  DataOptions options() {
    return DataOptions.of(data).withLabels(labels).withResponse(response).withLimit(limit(rows));
  }

  /** The files to read, by the options that name them. */
  Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>(Map.of("--data", data));
    labels.ifPresent(file -> files.put("--labels", file));
    return files;
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
