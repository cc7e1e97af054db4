package org.lateo.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.tables.Written.assertRefused;
import static org.lateo.tables.Written.values;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvReaderTest {
  @TempDir private Path folder;

  private TableOptions file(String... lines) throws IOException {
    return TableOptions.of(Written.text(folder, "a.csv", lines));
  }

  @Test
  void readsNumbersAndLeavesZerosOut() throws IOException {
    Sheet sheet = SheetReader.read(file("b,a,c", "1,-2.5,0", "0,0,0", "1e-3, .5 ,+7"));
    assertEquals(List.of("b", "a", "c"), sheet.columns());
    assertEquals(3, sheet.size());
    assertEquals(Map.of("a", -2.5, "b", 1.0), values(sheet.rows().get(0)));
    assertEquals(Map.of(), values(sheet.rows().get(1)));
    assertEquals(Map.of("a", 0.5, "b", 0.001, "c", 7.0), values(sheet.rows().get(2)));
    assertFalse(sheet.hasResponses());
  }

  @Test
  void keepsZerosAndSkipsEmptyCellsWhereValuesMayBeMissing() throws IOException {
    TableOptions options =
        file("b,a,c", "1,,0", "0, ,3", "0,0,0").withMissing(List.of("a", "b")::contains);
    Sheet sheet = SheetReader.read(options);
    assertEquals(Map.of("b", 1.0), values(sheet.rows().get(0)));
    assertEquals(Map.of("b", 0.0, "c", 3.0), values(sheet.rows().get(1)));
    assertEquals(Map.of("a", 0.0, "b", 0.0), values(sheet.rows().get(2)));
    assertRefused(
        "a.csv, row 1, column 'x': expected a number, found an empty cell",
        file("x,y", ",1", "2,1").withMissing("y"::equals));
  }

  /**
   * Values stand in the order of the features' names, in which {@code b2} comes before {@code b@}.
   */
  @Test
  void cellsOfCategoriesAreOnesInFeaturesOfTheirOwn() throws IOException {
    TableOptions options =
        file("b,b2,a", "red,1,2", " blue ,0,3", ",4,0", "red,5,6")
            .withColumns(CsvReaderTest::categories)
            .withMissing(name -> name.startsWith("b@"));
    Sheet sheet = SheetReader.read(options);
    assertEquals(List.of("b@blue", "b@red", "b2", "a"), sheet.columns());
    assertEquals(Set.of("b"), sheet.fields());
    assertEquals(Map.of("a", 2.0, "b@red", 1.0, "b2", 1.0), values(sheet.rows().get(0)));
    assertArrayEquals(new String[] {"a", "b2", "b@red"}, sheet.rows().get(0).columns());
    assertEquals(Map.of("a", 3.0, "b@blue", 1.0), values(sheet.rows().get(1)));
    assertEquals(Map.of("b2", 4.0), values(sheet.rows().get(2)));
    assertRefused(
        "a.csv, row 2, column 'b': expected a category, found an empty cell",
        file("b,a", "red,1", ",2").withColumns(CsvReaderTest::categories));
    String[] many = IntStream.range(0, 10_002).mapToObj(i -> "c" + i).toArray(String[]::new);
    many[0] = "b";
    assertRefused(
        "a.csv, row 10001, column 'b': expected at most 10000 categories, found more",
        file(many).withColumns(CsvReaderTest::categories));
  }

  private static Optional<Column> categories(String name) {
    return Optional.of(Column.given(name, name.equals("b") ? "category" : "number"));
  }

  @Test
  void responseIsNoFeatureAndMayBeEmpty() throws IOException {
    Sheet sheet =
        SheetReader.read(
            file("x,kind,y", "1,cat,2", "3,,4", "5,\"dog, big\",6").withResponse("kind"));
    assertEquals(List.of("x", "y"), sheet.columns());
    assertEquals(Optional.of("cat"), sheet.rows().get(0).response());
    assertEquals(Optional.empty(), sheet.rows().get(1).response());
    assertEquals(Optional.of("dog, big"), sheet.rows().get(2).response());
  }

  @Test
  void blankLinesAndByteOrderMarkDoNotCount() throws IOException {
    Sheet sheet = SheetReader.read(file("\uFEFFx,y", "1,2", "", "3,4", ""));
    assertEquals(List.of("x", "y"), sheet.columns());
    assertEquals(2, sheet.size());
  }

  @Test
  void takesTheFirstRows() throws IOException {
    Sheet sheet = SheetReader.read(file("x", "1", "2", "three").withLimit(2));
    assertEquals(2, sheet.size());
  }

  @Test
  void readsGzipWhateverTheName() throws IOException {
    byte[] zipped = Written.gzip("x\n1\n".getBytes(StandardCharsets.UTF_8));
    for (String name : List.of("a.csv.gz", "a.csv")) {
      Path file = Written.bytes(folder, name, zipped);
      assertEquals(1, SheetReader.read(TableOptions.of(file)).size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "-Infinity"})
  void refusesWhatIsNotFinite(String cell) throws IOException {
    assertRefused(
        "a.csv, row 2, column 'y': expected a finite number, found " + cell,
        file("x,y", "1,2", "3," + cell).withColumns(CsvReaderTest::categories));
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1f", "0x10", "1 2", "e"})
  void refusesWhatIsNoNumber(String cell) throws IOException {
    assertRefused(
        "a.csv, row 1, column 'y': expected a number, found '" + cell + "'",
        file("x,y", "1," + cell).withColumns(CsvReaderTest::categories));
  }

  @Test
  void refusesNumbersOutOfRange() throws IOException {
    assertRefused(
        "a.csv, row 1, column 'y': expected a number within the range of a double, found 1e999",
        file("x,y", "1,1e999"));
  }

  @Test
  void refusesEmptyCells() throws IOException {
    assertRefused(
        "a.csv, row 2, column 'x': expected a number, found an empty cell",
        file("x,y", "1,2", " ,4"));
  }

  @Test
  void refusesRaggedRows() throws IOException {
    assertRefused(
        "a.csv, row 2: expected 2 cells, as in the header, found 3", file("x,y", "1,2", "3,4,5"));
  }

  @Test
  void refusesBadHeaders() throws IOException {
    assertRefused("a.csv: expected a header naming the columns, found an empty file", file(""));
    assertRefused(
        "a.csv: expected a header naming the columns, found the numbers '1', '2' in the first line",
        file("1,2", "3,4"));
    assertRefused(
        "a.csv: expected different column names, found 'x' twice in the header",
        file("x,y,x", "1,2,3"));
  }

  /** Two columns would have a feature of the same name, or one would pass for the other's value. */
  @Test
  void refusesColumnsThatPassForValuesOfOthers() throws IOException {
    String expected =
        "a.csv: expected column names that cannot be taken for features of another column, found ";
    assertRefused(
        expected + "'kind@k0' beside 'kind'", file("kind@k0,kind", "1,k0", "2,k1", "1,k0", "2,k1"));
    assertRefused(
        expected + "'kind@new' beside 'kind'",
        file("kind,kind@new", "k0,1", "k1,2", "k0,3", "k1,2"));
    assertRefused(expected + "'a@b' beside 'a'", file("a@b,a", "k0,u", "k1,v", "k0,u", "k1,v"));
    Stream<String> rows =
        IntStream.range(0, 40).mapToObj(i -> "1970-01-" + (10 + i / 2) + "T18:45," + i % 3);
    assertRefused(
        expected + "'t.hour' beside 't'",
        file(Stream.concat(Stream.of("t,t.hour"), rows).toArray(String[]::new)));
  }

  @Test
  void takesColumnsNamedAsValuesWhereNothingElseIs() throws IOException {
    Sheet sheet = SheetReader.read(file("a@x,a@y,a", "1,0,3", "0,1,4"));
    assertEquals(List.of("a@x", "a@y", "a"), sheet.columns());
  }

  /** What is missing of columns {@code field@value} is the field. */
  @Test
  void columnsOfAFieldAreMissingTogether() throws IOException {
    Sheet sheet = SheetReader.read(file("a@x,a@y,b", "1,0,3", ",,4", "0,1,5").withGaps());
    assertEquals(List.of("a"), sheet.gaps());
    assertTrue(sheet.missing().test("a@x"));
    assertEquals(Map.of("a@x", 1.0, "a@y", 0.0, "b", 3.0), values(sheet.rows().get(0)));
    assertEquals(Map.of("b", 4.0), values(sheet.rows().get(1)));
    assertRefused(
        "a.csv, row 2: expected values in all columns of the field 'a' or in none, found a gap in"
            + " 'a@y' and a value in 'a@x'",
        file("a@x,a@y,b", "1,0,3", "0,,4").withGaps());
    assertRefused(
        "a.csv, row 3: expected values in all columns of the field 'a' or in none, found a gap in"
            + " 'a@x' and a value in 'a@y'",
        file("a@x,a@y,b", "1,0,3", ",,4", ",1,5").withMissing(name -> true));
  }

  @Test
  void refusesAFileWithoutRowsOrFeatures() throws IOException {
    assertRefused("a.csv: expected at least one row, found none", file("x,y"));
    assertRefused(
        "a.csv: expected at least one feature, found none", file("x", "1").withResponse("x"));
  }

  @Test
  void refusesAMissingResponse() throws IOException {
    assertRefused(
        "a.csv: expected a column 'kind', found 'x', 'y'", file("x,y", "1,2").withResponse("kind"));
  }

  @Test
  void refusesLabelsForText() throws IOException {
    assertRefused(
        "a.csv: expected an IDX file of images to go with labels, found another file, by its name",
        file("x", "1").withLabels(folder.resolve("labels")));
  }

  @Test
  void refusesAnOpenQuote() throws IOException {
    assertRefused(
        "a.csv, row 1: expected a closing quote, found the end of the file", file("x,y", "1,\"2"));
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    Path file = Written.bytes(folder, "a.csv", (byte) 'x', (byte) 0xe9, (byte) '\n');
    assertRefused("a.csv, line 1: expected UTF-8 text, found other bytes", TableOptions.of(file));
  }

  @Test
  void refusesDamagedGzip() throws IOException {
    byte[] whole = Written.gzip("x,y\n1,2\n3,4\n5,6\n".getBytes(StandardCharsets.UTF_8));
    byte[] cut = Arrays.copyOf(whole, whole.length - 9);
    Path file = Written.bytes(folder, "a.csv.gz", cut);
    assertRefused(
        "a.csv.gz: expected a whole gzip file, found a cut or damaged one", TableOptions.of(file));
  }

  @Test
  void refusesWhatIsNoFile() {
    Path none = folder.resolve("none.csv");
    assertRefused("none.csv: expected a file, found none at " + none, TableOptions.of(none));
    assertRefused(
        folder.getFileName() + ": expected a file, found a folder", TableOptions.of(folder));
  }
}
