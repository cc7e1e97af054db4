package org.lateo.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lateo.tables.Written.values;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lateo.tables.TableException.Remedy;

/** What columns are taken for, and what they become. */
final class ColumnTypesTest {
  private static final int ROWS = 40;

  @TempDir private Path folder;

  /** A column of cells by their rows, beside a column of numbers. */
  private TableOptions column(String name, IntFunction<String> cell) throws IOException {
    String[] lines =
        Stream.concat(
                Stream.of(name + ";x"),
                IntStream.range(0, ROWS).mapToObj(i -> cell.apply(i) + ";" + i * i))
            .toArray(String[]::new);
    return TableOptions.of(Written.text(folder, "a.csv", lines));
  }

  private static Column read(TableOptions options) {
    return SheetReader.read(options).schema().orElseThrow().list().get(0);
  }

  private void assertType(ColumnType type, String reason, String name, IntFunction<String> cell)
      throws IOException {
    Column column = read(column(name, cell).withoutConstants().withGaps());
    assertEquals(type, column.type(), column.reason());
    assertEquals(reason, column.reason());
  }

  @Test
  void typesHaveReasons() throws IOException {
    assertType(ColumnType.NUMBER, "every cell is a number", "a", i -> "" + (i % 7) / 2.0);
    assertType(ColumnType.NUMBER, "every cell is a number", "a", i -> i == 3 ? "NA" : "" + i);
    assertType(ColumnType.ID, "counts up by one", "a", i -> "" + (100 + i));
    assertType(ColumnType.NUMBER, "every cell is a number", "a", i -> "" + 3 * i);
    String named = "whole numbers that all differ, and its name";
    assertType(ColumnType.ID, named, "customer_id", i -> "" + 7 * i % 41);
    assertType(ColumnType.ID, named, "rowId", i -> "" + 3 * i);
    assertType(ColumnType.NUMBER, "every cell is a number", "paid", i -> "" + 7 * i % 41);
    assertType(ColumnType.CONSTANT, "every cell is 'kg'", "a", i -> "kg");
    assertType(ColumnType.CONSTANT, "every cell is '0.5'", "a", i -> "0.5");
    assertType(ColumnType.CONSTANT, "no cell has a value", "a", i -> i % 2 == 0 ? "" : "?");
    assertType(ColumnType.CATEGORY, "3 different words", "a", i -> "w" + i % 3);
    assertType(ColumnType.CATEGORY, "4 different words", "a", i -> i % 4 == 0 ? "L" : "" + i % 4);
    assertType(ColumnType.ID, "all of its words differ", "a", i -> "w" + i);
    assertType(ColumnType.TEXT, "39 different words in 40 rows", "a", i -> "w" + i % 39);
    assertType(ColumnType.DATE, "every cell is a date", "a", i -> "2024-01-" + (10 + i * 7 % 11));
    assertType(ColumnType.CLOCK, "dates that never go back", "a", i -> "2024-01-" + (10 + i / 5));
    assertType(
        ColumnType.TEXT,
        "dates both of dd/MM/yyyy and of MM/dd/yyyy",
        "a",
        i -> "03/04/202" + i % 9);
  }

  /** A detector must be told of another value; a number among words is text in a later file too. */
  @Test
  void constantsAreKeptUnlessTheyAreUnwanted() throws IOException {
    Column column = read(column("a", i -> "7"));
    assertEquals(ColumnType.NUMBER, column.type());
    assertEquals("every cell is '7', and another would be unusual", column.reason());
  }

  @Test
  void wordsAmongNumbersAreRefusedWithARemedy() throws IOException {
    assertRefused(
        Remedy.OTHER_TYPE,
        "a.csv, row 30, column 'a': expected a number, found 'unknown'",
        column("a", i -> i == 29 ? "unknown" : "" + i / 8.0));
    assertRefused(
        Remedy.DECIMAL_COMMA,
        "a.csv, row 2, column 'a': expected a number, found '0,5'",
        column("a", i -> i % 2 == 0 ? "" + i / 2 : i / 2 + ",5"));
    assertRefused(
        Remedy.MISSING,
        "a.csv, row 3, column 'a': expected a number, found '?'",
        column("a", i -> i == 2 ? "?" : "" + i * i));
    assertRefused(
        Remedy.NONE,
        "a.csv, row 5, column 'a': expected a finite number, found inf",
        column("a", i -> i == 4 ? "inf" : "" + i * i));
  }

  private static void assertRefused(Remedy remedy, String message, TableOptions options) {
    TableException e = assertThrows(TableException.class, () -> SheetReader.read(options));
    assertEquals(message, e.getMessage());
    assertEquals(remedy, e.remedy());
    assertEquals(remedy == Remedy.NONE ? List.of() : List.of("a"), e.columns());
  }

  @Test
  void decimalCommasAndGapsAreRead() throws IOException {
    CellFormat format = CellFormat.DEFAULT.withDecimalComma().withGaps(Set.of("-999"));
    Sheet sheet =
        SheetReader.read(
            column("a", i -> i == 0 ? "-999" : "-1," + i).withCells(format).withGaps());
    assertEquals(Map.of(), values(sheet.rows().get(0)));
    assertEquals(-1.1, sheet.rows().get(1).value("a"));
    assertEquals(-1.39, sheet.rows().get(39).value("a"));
    assertEquals(List.of("a"), sheet.gaps());
  }

  /** Days since 1970, with times as fractions; a clock becomes what recurs. */
  @Test
  void datesBecomeNumbersAndFields() throws IOException {
    TableOptions dates = column("a", i -> "0" + (1 + i * 7 % 5) + ".01.1970");
    assertEquals(4, SheetReader.read(dates).rows().get(2).value("a"));
    TableOptions times = column("a", i -> "1970-01-" + (10 + i / 2) + "T18:45:00+02:00");
    Sheet sheet = SheetReader.read(times);
    assertEquals("yyyy-MM-dd HH:mm", read(times).pattern());
    assertEquals(16.75, sheet.rows().get(0).value("a.hour"));
    assertEquals(1, sheet.rows().get(0).value("a.weekday@Saturday"));
    assertEquals(1, sheet.rows().get(2).value("a.weekday@Sunday"));
    Sheet asDate = SheetReader.read(times.withColumns(name -> given(name, "date")));
    assertEquals(9 + 16.75 / 24, asDate.rows().get(0).value("a"), 1e-12);
    TableOptions american =
        column("a", i -> "1/2/1970").withColumns(n -> given(n, "date MM/dd/yyyy"));
    assertEquals(1, SheetReader.read(american).rows().get(0).value("a"));
  }

  /** More words are kept of dates than of other text, with a T before the time too. */
  @Test
  void everyTimestampOfALongColumnIsRead() throws IOException {
    int rows = ColumnScan.MOST_WORDS + 50;
    Sheet sheet = SheetReader.read(days(rows, day -> day + "T12:00:00"));
    assertEquals(List.of("a.hour"), sheet.columns().subList(0, 1));
    assertEquals(12, sheet.rows().get(rows - 1).value("a.hour"));
  }

  @Test
  void datesOfWhichWordsWereDroppedAreNoDates() throws IOException {
    TableOptions dates =
        days(
            ColumnScan.MOST_WORDS + 50,
            day ->
                "0000"
                    + day.getDayOfMonth()
                    + day.format(DateTimeFormatter.ofPattern(".MM.yyyy", Locale.ROOT)));
    assertEquals(ColumnType.TEXT, read(dates).type());
    assertEquals("more than 10000 different words", read(dates).reason());
  }

  private TableOptions days(int rows, Function<LocalDate, String> cell) throws IOException {
    String[] lines =
        Stream.concat(
                Stream.of("a;x"),
                IntStream.range(0, rows)
                    .mapToObj(i -> cell.apply(LocalDate.ofEpochDay(i)) + ";" + i % 7))
            .toArray(String[]::new);
    return TableOptions.of(Written.text(folder, "days.csv", lines));
  }

  /** Digits side by side, and names of months, which are English. */
  @ParameterizedTest
  @CsvSource({
    "yyyyMMdd,19700105",
    "ddMMyyyy,05011970",
    "dd MMM yyyy,05 Jan 1970",
    "dd MMM yyyy,5 jan 1970",
    "d MMMM yyyy,5 January 1970",
    "dd-MMM-yyyy,05-JAN-1970",
    "dd.MM.yyyy,5.1.1970"
  })
  void patternsAreJavas(String pattern, String date) throws IOException {
    TableOptions dates = column("a", i -> date).withColumns(n -> given(n, "date " + pattern));
    assertEquals(4, SheetReader.read(dates).rows().get(0).value("a"));
  }

  @ParameterizedTest
  @CsvSource({"yyyyMMdd,19700105", "dd MMM yyyy,05 Jan 1970", "dd MMMM yyyy,05 January 1970"})
  void datesAreWrittenByTheirPattern(String pattern, String date) {
    assertEquals(date, new DatePattern(pattern).format(4));
  }

  @Test
  void aCellThatIsNoDateIsNamedByItsRow() throws IOException {
    Written.assertRefused(
        "a.csv, row 31, column 'a': expected a date dd/MM/yyyy, found 'soon'",
        column("a", i -> i < 30 ? "0" + (1 + i % 5) + "/01/1970" : "soon")
            .withColumns(n -> given(n, "date dd/MM/yyyy")));
  }

  private static Optional<Column> given(String name, String type) {
    return name.equals("a") ? Optional.of(Column.given(name, type)) : Optional.empty();
  }

  /** A file with words after numbers is read twice, and then as words alone. */
  @Test
  void numbersThatTurnIntoWordsKeepTheirText() throws IOException {
    Sheet sheet = SheetReader.read(column("a", i -> i < 30 ? "0" + i % 3 + ".0" : "L"));
    assertEquals(1, sheet.rows().get(1).value("a@01.0"));
    assertEquals(1, sheet.rows().get(35).value("a@L"));
    assertEquals(List.of("a@00.0", "a@01.0", "a@02.0", "a@L", "x"), sheet.columns());
  }

  @Test
  void schemasAreReadAsTheyAreWritten() throws IOException {
    Schema schema =
        SheetReader.read(
                column("a $ \"b\"", i -> "2024-01-" + (10 + i / 5))
                    .withCells(CellFormat.DEFAULT.withDecimalComma()))
            .schema()
            .orElseThrow();
    Schema read = Schema.parse(schema.json());
    assertEquals(schema.cells(), read.cells());
    assertEquals(
        schema.list().stream().map(Column::typeText).toList(),
        read.list().stream().map(Column::typeText).toList());
    assertEquals(List.copyOf(schema.columns().keySet()), List.copyOf(read.columns().keySet()));
  }
}
