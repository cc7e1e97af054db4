package org.lateo.app.verb;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lateo.app.input.InputException;
import org.lateo.data.RecordStore;
import org.lateo.tables.CellFormat;
import org.lateo.tables.TableOptions;
import org.tribuo.Model;
import picocli.CommandLine.Option;

/** The options that say which rows a verb reads. */
public final class DataArguments {
  private static final int MEGABYTE = 20;

  /** Files from this size on take long enough to be waited for. */
  private static final long LARGE = 1L << MEGABYTE;

  /** A number of three characters and a separator takes eight bytes, then four for training. */
  private static final int BYTES_A_BYTE = 3;

  /** The options that say how the text of a file is read, for every verb alike. */
  public static final Set<String> HOW_TEXT_IS_READ =
      Set.of("--separator", "--decimal-comma", "--gaps", "--encoding", "--no-header");

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description =
          "The rows: CSV with a header and any of , ; | and tabs between cells, JSON objects (.jsonl,"
              + " .ndjson, .json), libsvm (.svm, .libsvm) or IDX images (idx3-ubyte); may be gzipped."
              + " - is the standard input.")
  Path data;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Labels of IDX images (idx1-ubyte).")
  Optional<Path> labels;

  @Option(
      names = "--response",
      paramLabel = "COLUMN",
      description = "The output column; a row without it is unlabelled.")
  Optional<String> response;

  @Option(names = "--rows", paramLabel = "N", description = "Take the first N rows (default: all).")
  Optional<Integer> rows;

  @Option(
      names = "--separator",
      paramLabel = "CHARACTER",
      description = "What stands between cells (default: found out).")
  Optional<Character> separator;

  @Option(
      names = "--decimal-comma",
      description = "Read 1,5 as one and a half. A model remembers it.")
  boolean decimalComma;

  @Option(
      names = "--gaps",
      paramLabel = "WORDS",
      description =
          "Cells that hold no value, as empty cells do, separated by commas. A model remembers them"
              + " (default: ${bundle:default.gaps}).")
  Optional<String> gaps;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "How text is encoded, as in windows-1252; UTF-16 is known by its first bytes (default:"
              + " UTF-8).")
  Optional<String> encoding;

  @Option(
      names = "--no-header",
      description =
          "The first line is a row, not names of columns; these are then called column 1, column 2 and"
              + " so on.")
  boolean noHeader;

  /** Which rows to read, by these options. */
  public TableOptions options() {
    TableOptions options = TableOptions.of(data).withLimit(limit(rows));
    options = labels.map(options::withLabels).orElse(options);
    options = separator.map(options::withSeparator).orElse(options);
    options = encoding.map(DataArguments::charset).map(options::withEncoding).orElse(options);
    options = noHeader ? options.withoutHeader() : options;
    return withCells(response.map(options::withResponse).orElse(options));
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "--encoding: expected a name such as windows-1252 or ISO-8859-1, found " + name, e);
    }
  }

  /** As {@link #options}, with columns and cells as a model knows them. */
  public TableOptions options(Model<?> model) {
    TableOptions options = Refusals.option("model", () -> options().forModel(model));
    return withCells(response.isPresent() ? options : options.withoutResponse());
  }

  private TableOptions withCells(TableOptions options) {
    CellFormat cells = options.cells();
    cells = gaps.map(DataArguments::words).map(cells::withGaps).orElse(cells);
    return options.withCells(decimalComma ? cells.withDecimalComma() : cells);
  }

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).collect(Collectors.toSet());
  }

  /** Says that a large file is read, since nothing else can be said before it is. */
  public void announce(Messages messages) {
    long bytes = size(data);
    if (bytes >= LARGE) {
      String file = String.format(Locale.ROOT, "reading %s, %,d MB", data, bytes >> MEGABYTE);
      messages.progress(file + (bytes > RecordStore.Builder.mostInMemory() ? inAFile(bytes) : ""));
    }
  }

  private static String inAFile(long bytes) {
    return String.format(
        Locale.ROOT,
        "; rows that do not fit into memory go to temporary files in %s, which may take %,d MB and"
            + " are deleted afterwards",
        System.getProperty("java.io.tmpdir"),
        (BYTES_A_BYTE * bytes) >> MEGABYTE);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // What is wrong with the file is said by who reads it.
    }
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
