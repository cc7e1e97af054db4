package org.lateo.app.output;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes comma-separated values, quoted where they must be. */
public final class CsvFile implements AutoCloseable {
  private final ICSVWriter writer;

  private CsvFile(ICSVWriter writer) {
    this.writer = writer;
  }

  /** Opens a file to write. */
  public static CsvFile at(Path file) throws IOException {
    return new CsvFile(
        new CSVWriterBuilder(Files.newBufferedWriter(file, StandardCharsets.UTF_8))
            .withQuoteChar('"')
            .withEscapeChar('"')
            .withLineEnd("\n")
            .build());
  }

  /** Writes a row. */
  public void write(List<String> cells) {
    writer.writeNext(cells.toArray(String[]::new), false);
  }

  /** Ends the file; what could not be written is found out at the latest here. */
  @Override
  public void close() throws IOException {
    writer.close();
    IOException failure = writer.getException();
    if (failure != null) {
      throw failure;
    }
  }
}
