package org.lateo.tables;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvMalformedLineException;
import com.opencsv.exceptions.CsvMultilineLimitBrokenException;
import com.opencsv.exceptions.CsvValidationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Separated values by RFC 4180, a header first. Blank lines do not count as rows. A column without
 * a name is called by its number, {@code column 1}.
 */
final class CsvRecords implements Records {
  /**
   * The most lines of a row, since each further line makes the parser read the row from its start.
   */
  private static final int MOST_LINES = 100;

  private final Text text;
  private final CsvFormat format;
  private final CSVReader csv;
  private final Position position;
  private final List<String> header;
  private final List<String> names;
  private int row;

  private CsvRecords(Text text, CsvFormat format, Position position) throws IOException {
    this.text = text;
    this.format = format;
    this.position = position;
    this.csv =
        new CSVReaderBuilder(text.reader())
            .withCSVParser(
                new RFC4180ParserBuilder()
                    .withSeparator(format.separator())
                    .withQuoteChar(format.quote())
                    .build())
            .withMultilineLimit(MOST_LINES)
            .build();
    String[] first = cells();
    this.names = names(first == null ? new String[0] : first, position);
    this.header = List.of(first);
  }

  /**
   * Reads the header.
   *
   * @param separator the separator, if it is known; 0 otherwise
   */
  static CsvRecords open(DataFile file, char separator) throws IOException {
    Text text = file.text();
    try {
      return new CsvRecords(text, CsvFormat.of(text.reader(), separator), file.position());
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  private static List<String> names(String[] cells, Position position) {
    if (cells.length == 0) {
      throw position.expected("a header naming the columns", "an empty file");
    }
    if (Arrays.stream(cells).noneMatch(cell -> Double.isNaN(Numbers.of(cell.strip())))) {
      throw position.expected("a header naming the columns", "numbers in the first line");
    }
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : cells) {
      String name = cell.isBlank() ? "column " + (names.size() + 1) : cell.strip();
      if (!seen.add(name)) {
        throw position.expected(
            "different column names", Names.quoted(name) + " twice in the header");
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public String[] next() throws IOException {
    row++;
    String[] cells = cells();
    if (cells != null && cells.length != names.size()) {
      throw position
          .row(row)
          .expected(names.size() + " cells, as in the header", cells.length + "");
    }
    return cells;
  }

  /** The cells of the next line that is not blank; null at the end of the file. */
  private String[] cells() throws IOException {
    try {
      text.bounds().restart();
      String[] cells = csv.readNext();
      while (cells != null && cells.length == 1 && cells[0].isBlank()) {
        text.bounds().restart();
        cells = csv.readNext();
      }
      return cells;
    } catch (CsvMultilineLimitBrokenException e) {
      throw position.row(row).expected("a closing quote", MOST_LINES + " lines without one", e);
    } catch (CsvMalformedLineException e) {
      throw position.row(row).expected("a closing quote", "the end of the file", e);
    } catch (CsvValidationException e) {
      throw new IllegalStateException("No validator was set", e);
    }
  }

  @Override
  public String format() {
    return format.toString();
  }

  @Override
  public Optional<Character> separator() {
    return Optional.of(format.separator());
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
