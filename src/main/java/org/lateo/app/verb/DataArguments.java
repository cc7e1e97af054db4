package org.lateo.app.verb;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lateo.app.input.DataOptions;
import picocli.CommandLine.Option;

/** Which rows a verb reads. */
public final class DataArguments {
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
  public DataOptions options() {
    return DataOptions.of(data).withLabels(labels).withResponse(response).withLimit(limit(rows));
  }

  /** The files to read, by the options that name them. */
  public Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>(Map.of("--data", data));
    labels.ifPresent(file -> files.put("--labels", file));
    return files;
  }

  /** The number of rows to read at most, of an option that may not be given. */
  public static int limit(Optional<Integer> rows) {
    return Refusals.inRange("rows", rows.orElse(Integer.MAX_VALUE), 1, Integer.MAX_VALUE);
  }

  /** The output column, if one is named. */
  public Optional<String> response() {
    return response;
  }

  /** What to call the responses in a file; empty if the user has not asked for them. */
  public Optional<String> responseName() {
    return response.isPresent() ? response : labels.map(file -> "label");
  }

  /** Which of the responses is an anomaly. */
  public static final class Anomalous {
    /** The option's name. */
    public static final String OPTION = "--anomalous";

    @Option(
        names = OPTION,
        paramLabel = "VALUE",
        defaultValue = "ANOMALOUS",
        description =
            "The response of anomalous rows; all others are usual (default: ${DEFAULT-VALUE}).")
    String response;

    /** The response of anomalous rows. */
    public String response() {
      return response;
    }
  }
}
