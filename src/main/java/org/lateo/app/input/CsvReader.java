package org.lateo.app.input;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvMalformedLineException;
import com.opencsv.exceptions.CsvMultilineLimitBrokenException;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values by RFC 4180: a header, then rows of numbers; cells may be empty in columns
 * that may be missing. Blank lines do not count as rows.
 */
record CsvReader(DataFile file, DataOptions options) {
  /**
   * The most lines of a row, since each further line makes the parser read the row from its start.
   */
  private static final int MOST_LINES = 100;

  Sheet read() throws IOException {
    try (Text text = file.text();
        CSVReader csv = open(text)) {
      String[] first = next(csv, text, 0);
      CsvHeader header = CsvHeader.of(first, options, file.position());
      List<List<String>> kept = new ArrayList<>();
      List<SheetRow> rows = readRows(csv, text, header, kept);
      Sheet sheet =
          Sheet.of(file, header.features(), rows, options)
              .withFields(header.fields())
              .withIgnored(header.ignored());
      return options.text() ? sheet.withText(new SheetText(List.of(first), kept)) : sheet;
    } catch (CsvValidationException e) {
      throw new IllegalStateException("No validator was set", e);
    }
  }

  private static CSVReader open(Text text) {
    return new CSVReaderBuilder(text.reader())
        .withCSVParser(new RFC4180ParserBuilder().build())
        .withMultilineLimit(MOST_LINES)
        .build();
  }

  /** Adds the cells of each row to {@code kept}, if they are to be kept. */
  private List<SheetRow> readRows(
      CSVReader csv, Text text, CsvHeader header, List<List<String>> kept)
      throws IOException, CsvValidationException {
    List<SheetRow> rows = new ArrayList<>();
    RowBuffer buffer = new RowBuffer();
    while (rows.size() < options.limit()) {
      String[] cells = next(csv, text, rows.size() + 1);
      if (cells.length == 0) {
        break;
      }
      rows.add(header.row(cells, buffer, file.position().row(rows.size() + 1)));
      if (options.text()) {
        kept.add(List.of(cells));
      }
    }
    return rows;
  }

  /** The cells of the next line that is not blank; empty at the end of the file. */
  private String[] next(CSVReader csv, Text text, int row)
      throws IOException, CsvValidationException {
    try {
      text.bounds().restart();
      String[] cells = csv.readNext();
      while (cells != null && cells.length == 1 && cells[0].isBlank()) {
        text.bounds().restart();
        cells = csv.readNext();
      }
      return cells == null ? new String[0] : cells;
    } catch (CsvMultilineLimitBrokenException e) {
      throw file.position()
          .row(row)
          .expected("a closing quote", MOST_LINES + " lines without one", e);
    } catch (CsvMalformedLineException e) {
      throw file.position().row(row).expected("a closing quote", "the end of the file", e);
    }
  }
}
