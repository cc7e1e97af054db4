package org.lateo.notebooks;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A Jupyter notebook, version 4 of its format, for the kernel IJava.
 *
 * <p>It is made from a Java file, whose method {@code main} is the notebook: a comment that starts
 * with {@code %%} is the text of a cell, what follows it is a cell of code. {@code mvn test-compile
 * exec:java -Dmain.class=org.lateo.notebooks.Notebook -Dexec.classpathScope=test} runs the cells of
 * every file of the folder and writes the notebooks.
 */
record Notebook(List<Cell> cells) {
  static final Path FOLDER = Path.of("examples", "notebooks");

  /** What a notebook needs besides its source: the library, for the kernel. */
  static final String JARS = "%jars ../../target/lateo.jar";

  private static final String MARK = "// %%";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A part of a notebook.
   *
   * @param text whether it is text, in Markdown, and not code
   * @param source what it says
   * @param printed what its code printed, nothing for text
   */
  record Cell(boolean text, String source, String printed) {
    Cell(boolean text, String source) {
      this(text, source, "");
    }
  }

  /** Runs and writes all of them. */
  public static void main(String[] arguments) throws Exception {
    for (Path source : sources()) {
      Files.writeString(of(source), Cells.run(parse(source)).json());
    }
  }

  /** The Java files of the folder. */
  static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
          .sorted()
          .toList();
    }
  }

  /** The notebook's file beside its source. */
  static Path of(Path source) {
    return source.resolveSibling(
        source.getFileName().toString().replaceFirst("\\.java$", ".ipynb"));
  }

  /** The cells of a Java file, not yet run. */
  static Notebook parse(Path source) throws IOException {
    List<String> lines = Files.readAllLines(source);
    int main = indexOf(lines, "  public static void main", 0);
    List<Cell> cells = cells(lines.subList(main + 1, indexOf(lines, "  }", main)));
    String imports =
        lines.stream().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
    cells.addAll(1, List.of(new Cell(false, JARS), new Cell(false, imports)));
    return new Notebook(cells);
  }

  private static int indexOf(List<String> lines, String start, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).startsWith(start)) {
        return i;
      }
    }
    throw new IllegalArgumentException("Expected a line that starts with '" + start + "'");
  }

  private static List<Cell> cells(List<String> body) {
    List<Cell> cells = new ArrayList<>();
    List<String> part = new ArrayList<>();
    boolean text = false;
    for (String indented : body) {
      String line = indented.isEmpty() ? "" : indented.substring(4);
      boolean starts = line.startsWith(MARK);
      if (starts || (text && !line.startsWith("//"))) {
        add(cells, text, part);
        text = starts;
      }
      part.add(text ? line.replaceFirst("^// ?(%% ?)?", "") : line);
    }
    add(cells, text, part);
    return cells;
  }

  private static void add(List<Cell> cells, boolean text, List<String> part) {
    String source = String.join("\n", part).strip();
    if (!source.isEmpty()) {
      cells.add(new Cell(text, source));
    }
    part.clear();
  }

  /** Reads a notebook's file. */
  static Notebook read(Path file) throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (JsonNode cell : JSON.readTree(file.toFile()).get("cells")) {
      String printed =
          StreamSupport.stream(cell.path("outputs").spliterator(), false)
              .map(output -> joined(output.get("text")))
              .collect(Collectors.joining());
      boolean text = cell.get("cell_type").asText().equals("markdown");
      cells.add(new Cell(text, joined(cell.get("source")), printed));
    }
    return new Notebook(cells);
  }

  private static String joined(JsonNode lines) {
    return StreamSupport.stream(lines.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining());
  }

  /** Its file. */
  String json() throws IOException {
    ObjectNode notebook = JSON.createObjectNode();
    ArrayNode list = notebook.putArray("cells");
    int count = 0;
    for (Cell cell : cells) {
      count += cell.text() ? 0 : 1;
      list.add(json(cell, count));
    }
    ObjectNode metadata = notebook.putObject("metadata");
    metadata
        .putObject("kernelspec")
        .put("display_name", "Java")
        .put("language", "java")
        .put("name", "java");
    metadata
        .putObject("language_info")
        .put("name", "Java")
        .put("file_extension", ".jshell")
        .put("mimetype", "text/x-java-source")
        .put("pygments_lexer", "java");
    notebook.put("nbformat", 4).put("nbformat_minor", 4);
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return JSON.writer(printer).writeValueAsString(notebook) + "\n";
  }

  private static ObjectNode json(Cell cell, int count) {
    ObjectNode node = JSON.createObjectNode();
    node.put("cell_type", cell.text() ? "markdown" : "code");
    node.putObject("metadata");
    addLines(node.putArray("source"), cell.source());
    if (!cell.text()) {
      node.put("execution_count", count);
      ArrayNode outputs = node.putArray("outputs");
      if (!cell.printed().isEmpty()) {
        ObjectNode output = outputs.addObject().put("output_type", "stream").put("name", "stdout");
        addLines(output.putArray("text"), cell.printed());
      }
    }
    return node;
  }

  /** Lines with their ends, as the format has them. */
  private static void addLines(ArrayNode lines, String text) {
    for (String line : text.split("(?<=\n)", -1)) {
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
  }
}
