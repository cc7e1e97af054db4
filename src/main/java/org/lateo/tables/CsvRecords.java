package org.lateo.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Separated values by RFC 4180, a header first unless there is none. Blank lines do not count as
 * rows. A column without a name is called by its number, {@code column 1}.
 */
final class CsvRecords implements Records {
  private final DataFile file;
  private final Text text;
  private final CsvFormat format;
  private final CsvCells csv;
  private final Position position;
  private final List<String> names;
  private String[] pending;
  private int row;

  private CsvRecords(DataFile file, Text text, CsvFormat format) throws IOException {
    this.file = file;
    this.text = text;
    this.format = format;
    this.position = file.position();
    this.csv = new CsvCells(text.reader(), format);
    String[] first = cells();
    if (first == null) {
      throw position.expected("a header naming the columns", "an empty file");
    }
    this.pending = format.header() ? null : first;
    this.names = format.header() ? names(List.of(first)) : numbered(first.length);
  }

  /** Reads the header. */
  static CsvRecords open(DataFile file, TableOptions options) throws IOException {
    Text text = file.text();
    try {
      return new CsvRecords(file, text, CsvFormat.of(text.reader(), options));
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  private static List<String> numbered(int columns) {
    return IntStream.rangeClosed(1, columns).mapToObj(CsvRecords::nameless).toList();
  }

  private static String nameless(int number) {
    return "column " + number;
  }

  private List<String> names(List<String> cells) {
    requireWords(cells);
    List<String> named = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : cells) {
      String name = cell.isBlank() ? nameless(named.size() + 1) : cell.strip();
      if (!seen.add(name)) {
        throw position.expected(
            "different column names", Names.quoted(name) + " twice in the header");
      }
      named.add(name);
    }
    return List.copyOf(named);
  }

  /** Whole numbers, such as years, may name some of the columns, but not all, and no others. */
  private void requireWords(List<String> cells) {
    List<String> numbers =
        cells.stream().filter(cell -> !Double.isNaN(Numbers.of(cell.strip()))).toList();
    boolean fractions = numbers.stream().anyMatch(cell -> cell.indexOf('.') >= 0);
    if (numbers.size() == cells.size() || fractions) {
      throw position.expected(
          "a header naming the columns",
          "the numbers " + Names.list(numbers) + " in the first line",
          TableException.Remedy.NO_HEADER,
          List.of());
    }
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public String[] next() throws IOException {
    row++;
    String[] cells = pending == null ? cells() : pending;
    pending = null;
    if (cells != null && cells.length != names.size() && !isEmptyAfter(cells)) {
      throw position.row(row).expected(expectedCells(), Integer.toString(cells.length));
    }
    return cells;
  }

  private String expectedCells() {
    String first = format.header() ? "the header" : "row 1";
    return names.size() == 1
        ? "1 cell, as in " + first + " " + Names.quoted(names.get(0))
        : names.size() + " cells, as in " + first;
  }

  /** Whether a row has more cells than the header, all of them empty. */
  private boolean isEmptyAfter(String... cells) {
    return cells.length > names.size()
        && IntStream.range(names.size(), cells.length).allMatch(i -> cells[i].isBlank());
  }

  /** The cells of the next line that is not blank; null at the end of the file. */
  private String[] cells() throws IOException {
    try {
      List<String> line = line();
      while (line != null && CsvCells.isBlank(line)) {
        line = line();
      }
      return line == null ? null : unquoted(line);
    } catch (CsvCells.QuoteException e) {
      throw position.row(row).expected(e.expected(), e.found(), e);
    }
  }

  private String[] unquoted(List<String> line) {
    String[] cells = new String[line.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = csv.unquoted(line.get(i));
    }
    return cells;
  }

  private List<String> line() throws IOException {
    text.bounds().restart();
    return csv.next();
  }

  @Override
  public String format() {
    return format.toString();
  }

  @Override
  public Original original() {
    return new CsvOriginal(file, format);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
