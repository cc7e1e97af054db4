package org.lateo.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.tables.Written.assertRefused;
import static org.lateo.tables.Written.values;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How cells are told apart. */
final class FormatsTest {
  @TempDir private Path folder;

  private Sheet read(String name, String... lines) throws IOException {
    return SheetReader.read(TableOptions.of(Written.text(folder, name, lines)).withGaps());
  }

  @ParameterizedTest
  @CsvSource({"';',semicolons", "'|',bars", "'\t',tabs", "',',commas"})
  void separatorsAreFoundOut(String separator, String name) throws IOException {
    String other = separator.equals(",") ? ";" : ",";
    Sheet sheet =
        read(
            "a.txt",
            "x" + separator + "\"a" + separator + "b\"" + separator + "c",
            "1" + separator + "2" + separator + "\"red" + other + " or" + separator + "\nblue\"",
            "3" + separator + "4" + separator + "red" + other + other + other);
    assertEquals(name + " between cells", sheet.format());
    assertEquals(
        List.of("x", "a" + separator + "b"), sheet.schema().orElseThrow().names(ColumnType.NUMBER));
    assertEquals(4, sheet.columns().size());
  }

  @Test
  void oneColumnNeedsNoSeparatorAndSingleQuotesAreFoundOut() throws IOException {
    assertEquals(List.of("x"), read("a.csv", "x", "1", "2").columns());
    Sheet sheet = read("b.csv", "'x';'y'", "'1';'2'");
    assertEquals("semicolons between cells, single quotes around them", sheet.format());
    assertEquals(Map.of("x", 1.0, "y", 2.0), values(sheet.rows().get(0)));
    TableOptions asked = TableOptions.of(Written.text(folder, "c.csv", "x:y", "1:2"));
    assertEquals(2, SheetReader.read(asked.withSeparator(':')).columns().size());
  }

  /** As pandas writes its index, and a separator at the end of each line. */
  @Test
  void columnsWithoutANameHaveANumber() throws IOException {
    Schema schema = read("a.csv", ",x,", "5,1,", "7,2,").schema().orElseThrow();
    assertEquals(List.of("column 1", "x"), schema.names(ColumnType.NUMBER));
    assertEquals(List.of("column 3"), schema.names(ColumnType.CONSTANT));
  }

  @Test
  void jsonObjectsAreRows() throws IOException {
    Sheet sheet =
        read(
            "a.jsonl",
            "{\"x\": 1, \"who\": {\"age\": 30.5, \"plan\": \"free\"}}",
            "{\"who\": {\"plan\": \"pro\"}, \"late\": -2e-1, \"x\": null, \"list\": [1, {\"a\": 2}]}",
            "{\"x\": NaN, \"late\": \"3\", \"ok\": true}");
    assertEquals(
        Map.of("x", 1.0, "who.age", 30.5, "who.plan@free", 1.0), values(sheet.rows().get(0)));
    assertEquals(List.of("late", "list", "ok", "who.age", "who.plan", "x"), sheet.gaps());
    assertEquals(-0.2, sheet.rows().get(1).value("late"));
    assertEquals(1, sheet.rows().get(1).value("list@[1,{\"a\":2}]"));
    assertEquals(Map.of("late", 3.0, "ok@true", 1.0), values(sheet.rows().get(2)));
    Sheet array = read("b.json", "[{\"x\": 1},", "{\"x\": 2}]");
    assertEquals(2, array.size());
  }

  @Test
  void badJsonIsRefused() throws IOException {
    assertRefused(
        "a.json, row 2: expected a JSON object, found '7'",
        TableOptions.of(Written.text(folder, "a.json", "{\"x\": 1}", "7")));
    assertRefused(
        "a.json, row 1: expected a JSON object, found Duplicate field 'x'",
        TableOptions.of(Written.text(folder, "a.json", "{\"x\": 1, \"x\": 2}")));
    assertRefused(
        "a.json: expected at least one row, found none",
        TableOptions.of(Written.text(folder, "a.json", "")));
  }

  /** The first ends where a chunk does of those that are kept of the standard input. */
  @Test
  void bothMembersOfAGzipAreRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(named(Written.gzip("x\n1\n".getBytes(StandardCharsets.UTF_8)), 1 << 16));
    bytes.write(Written.gzip("2\n3\n".getBytes(StandardCharsets.UTF_8)));
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(bytes.toByteArray()));
      assertEquals(3, SheetReader.read(TableOptions.of(Path.of("-"))).size());
    } finally {
      System.setIn(before);
    }
  }

  /** A member with a name that is so long that it has a length. */
  private static byte[] named(byte[] member, int length) {
    int header = 10;
    byte[] longer = new byte[length];
    System.arraycopy(member, 0, longer, 0, header);
    longer[3] |= 1 << 3;
    int content = length - (member.length - header);
    Arrays.fill(longer, header, content - 1, (byte) 'a');
    System.arraycopy(member, header, longer, content, member.length - header);
    return longer;
  }

  @Test
  void theStandardInputIsReadByItsFirstCharacter() {
    InputStream before = System.in;
    try {
      for (String text : List.of("x|y\n1|2\n", "\n {\"x\": 1, \"y\": 2}\n")) {
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        Sheet sheet = SheetReader.read(TableOptions.of(Path.of("-")));
        assertEquals(Map.of("x", 1.0, "y", 2.0), values(sheet.rows().get(0)));
        assertEquals("standard input", sheet.source());
      }
    } finally {
      System.setIn(before);
    }
  }
}
