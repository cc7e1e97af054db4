package org.lateo.app.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * Writes rows: as JSON objects, a line each, for a file {@code .jsonl} or {@code .ndjson}, else as
 * values separated by commas, quoted if they must be. A cell that JSON would write as another
 * number, such as 1.10, is text there.
 *
 * @param json whether rows are JSON objects
 */
public record RowsFile(boolean json) {
  private static final Path STANDARD_OUTPUT = Path.of("-");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A number by JSON's grammar, which has no leading zeros. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d+)?([eE][+-]?\\d+)?");

  /** The format of a file by its name. */
  public static RowsFile named(Path file) {
    String name = file.toString();
    return new RowsFile(name.endsWith(".jsonl") || name.endsWith(".ndjson"));
  }

  /** Whether a path stands for the standard output. */
  public static boolean isStandardOutput(Path file) {
    return file.equals(STANDARD_OUTPUT);
  }

  /**
   * Writes a file.
   *
   * @param header the names of the columns
   * @param rows the number of rows
   * @param cells the cells of each row, by its number from 0
   */
  public void write(Path file, List<String> header, int rows, IntFunction<List<String>> cells)
      throws IOException {
    if (json) {
      writeObjects(file, header, rows, cells);
    } else {
      writeValues(file, header, rows, cells);
    }
  }

  private void writeValues(
      Path file, List<String> header, int rows, IntFunction<List<String>> cells)
      throws IOException {
    // The file is closed by itself: its writer leaves it open if the last rows find no room.
    try (OutputStream bytes = Files.newOutputStream(file);
        Writer open = writer(bytes)) {
      ICSVWriter writer =
          new CSVWriterBuilder(open)
              .withQuoteChar('"')
              .withEscapeChar('"')
              .withLineEnd("\n")
              .build();
      writer.writeNext(header.toArray(String[]::new), false);
      for (int row = 0; row < rows; row++) {
        writer.writeNext(cells.apply(row).toArray(String[]::new), false);
      }
      writer.flush();
      if (writer.getException() != null) { // A failure to write, which the writer does not throw.
        throw writer.getException();
      }
    }
  }

  private static void writeObjects(
      Path file, List<String> header, int rows, IntFunction<List<String>> cells)
      throws IOException {
    try (OutputStream bytes = Files.newOutputStream(file);
        Writer writer = writer(bytes)) {
      for (int row = 0; row < rows; row++) {
        ObjectNode object = JSON.createObjectNode();
        List<String> values = cells.apply(row);
        for (int i = 0; i < values.size(); i++) {
          put(object, header.get(i), values.get(i));
        }
        writer.write(object.toString());
        writer.write('\n');
      }
    }
  }

  private static Writer writer(OutputStream bytes) {
    return new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
  }

  /** Numbers are numbers, unless they would be written otherwise; an empty cell is null. */
  private static void put(ObjectNode object, String name, String value) throws IOException {
    if (value.isEmpty()) {
      object.putNull(name);
    } else {
      JsonNode number =
          NUMBER.matcher(value).matches() ? JSON.readTree(value) : NullNode.getInstance();
      object.set(name, number.toString().equals(value) ? number : TextNode.valueOf(value));
    }
  }
}
