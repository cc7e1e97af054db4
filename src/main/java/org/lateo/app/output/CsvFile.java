package org.lateo.app.output;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/** Writes comma-separated values, quoted if they must be. */
public final class CsvFile {
  private CsvFile() {}

  /**
   * Writes a file.
   *
   * @param header the names of the columns
   * @param rows the number of rows
   * @param cells the cells of each row, by its number from 0
   */
  public static void write(
      Path file, List<String> header, int rows, IntFunction<List<String>> cells)
      throws IOException {
    write(file, ',', header, rows, cells);
  }

  /** As above, with another character between cells. */
  public static void write(
      Path file, char separator, List<String> header, int rows, IntFunction<List<String>> cells)
      throws IOException {
    ICSVWriter writer =
        new CSVWriterBuilder(Files.newBufferedWriter(file, StandardCharsets.UTF_8))
            .withSeparator(separator)
            .withQuoteChar('"')
            .withEscapeChar('"')
            .withLineEnd("\n")
            .build();
    try (writer) {
      writer.writeNext(header.toArray(String[]::new), false);
      for (int row = 0; row < rows; row++) {
        writer.writeNext(cells.apply(row).toArray(String[]::new), false);
      }
    }
    if (writer.getException() != null) { // A failure to write, which the writer does not throw.
      throw writer.getException();
    }
  }
}
