package org.lateo.app.verb;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lateo.app.input.DataOptions;
import picocli.CommandLine.Option;

/** The options that say which rows a verb reads. */
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

  /** Which rows to read, by these options. */
  public DataOptions options() {
    DataOptions all = DataOptions.of(data).withLimit(limit(rows));
    DataOptions labelled = labels.map(all::withLabels).orElse(all);
    return response.map(labelled::withResponse).orElse(labelled);
  }

  /** The files to read, by the options that name them. */
  public Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>(Map.of("--data", data));
    labels.ifPresent(file -> files.put("--labels", file));
    return files;
  }

  /** The most rows to read, by an option that may be absent. */
  public static int limit(Optional<Integer> rows) {
    return Refusals.inRange("rows", rows.orElse(Integer.MAX_VALUE), 1, Integer.MAX_VALUE);
  }

  /** The output column, if one is named. */
  public Optional<String> response() {
    return response;
  }

  /** The name for a column of responses in an output file; empty if none was asked for. */
  public Optional<String> responseName() {
    return response.isPresent() ? response : labels.map(file -> "label");
  }

  /** The option that says which response is an anomaly. */
  public static final class Anomalous {
    /** The option's name. */
    public static final String OPTION = "--anomalous";

    @Option(
        names = OPTION,
        paramLabel = "VALUE",
        defaultValue = "ANOMALOUS",
        description =
            "The response of anomalous rows; other rows are usual (default: ${DEFAULT-VALUE}).")
    String response;

    /** The response of anomalous rows. */
    public String response() {
      return response;
    }
  }
}
