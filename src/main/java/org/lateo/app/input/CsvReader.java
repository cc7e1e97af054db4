package org.lateo.app.input;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvMalformedLineException;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values as RFC 4180 has them: a header, then rows of numbers, or of empty cells
 * where they may be missing.
 *
 * <p>Blank lines do not count as rows.
 */
final class CsvReader {
  private final DataFile file;
  private final DataOptions options;

  CsvReader(DataFile file, DataOptions options) {
    this.file = file;
    this.options = options;
  }

  Sheet read() throws IOException {
    try (CSVReader csv = open()) {
      String[] first = next(csv, 0);
      CsvHeader header = CsvHeader.of(first, options, file.place());
      List<List<String>> text = new ArrayList<>();
      List<SheetRow> rows = readRows(csv, header, text);
      Sheet sheet =
          Sheet.of(file, header.features(), rows)
              .withFields(header.fields())
              .withIgnored(header.ignored());
      return options.text() ? sheet.withText(new SheetText(List.of(first), text)) : sheet;
    } catch (CsvValidationException e) {
      throw new IllegalStateException("No validator was set", e);
    }
  }

  private CSVReader open() throws IOException {
    return new CSVReaderBuilder(file.reader())
        .withCSVParser(new RFC4180ParserBuilder().build())
        .build();
  }

  /**
   * @param text is told the cells of each row, if they are to be kept
   */
  private List<SheetRow> readRows(CSVReader csv, CsvHeader header, List<List<String>> text)
      throws IOException, CsvValidationException {
    List<SheetRow> rows = new ArrayList<>();
    RowBuffer buffer = new RowBuffer();
    while (rows.size() < options.limit()) {
      String[] cells = next(csv, rows.size() + 1);
      if (cells.length == 0) {
        break;
      }
      rows.add(header.row(cells, buffer, file.place().row(rows.size() + 1)));
      if (options.text()) {
        text.add(List.of(cells));
      }
    }
    return rows;
  }

  /** The cells of the next line that is not blank; none at the end. */
  private String[] next(CSVReader csv, int row) throws IOException, CsvValidationException {
    try {
      String[] cells = csv.readNext();
      while (cells != null && cells.length == 1 && cells[0].isBlank()) {
        cells = csv.readNext();
      }
      return cells == null ? new String[0] : cells;
    } catch (CsvMalformedLineException e) {
      throw file.place().row(row).expected("a closing quote", "the end of the file", e);
    }
  }
}
