package org.lateo.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.tables.Written.assertRefused;
import static org.lateo.tables.Written.values;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LibsvmReaderTest {
  @TempDir private Path folder;

  private TableOptions file(String... lines) throws IOException {
    return TableOptions.of(Written.text(folder, "a.svm", lines));
  }

  @Test
  void keepsZerosWhereValuesMayBeMissing() throws IOException {
    Path file = Written.text(folder, "a.svm", "1 2:0 3:0 5:1");
    Sheet sheet = SheetReader.read(TableOptions.of(file).withMissing("0000003"::equals));
    assertEquals(Map.of("0000003", 0.0, "0000005", 1.0), values(sheet.rows().get(0)));
  }

  @Test
  void readsIndicesAsNamesOfOneWidth() throws IOException {
    Sheet sheet = SheetReader.read(file("+1 12:0.5 3:2", "b 3:1 # comment", "", "4711:-1", "0"));
    assertEquals(List.of("0000003", "0000012", "0004711"), sheet.columns());
    assertEquals(Map.of("0000003", 2.0, "0000012", 0.5), values(sheet.rows().get(0)));
    assertEquals(Optional.of("+1"), sheet.rows().get(0).response());
    assertEquals(Optional.of("b"), sheet.rows().get(1).response());
    assertEquals(Optional.empty(), sheet.rows().get(2).response());
    assertEquals(Map.of(), values(sheet.rows().get(3)));
  }

  @Test
  void zerosMakeColumnsKnown() throws IOException {
    Sheet sheet = SheetReader.read(file("1 2:0", "1 5:1"));
    assertEquals(List.of("0000002", "0000005"), sheet.columns());
    assertEquals(Map.of(), values(sheet.rows().get(0)));
  }

  @Test
  void takesTheFirstRows() throws IOException {
    Sheet sheet = SheetReader.read(file("1 1:1", "1 2:1", "nonsense nonsense").withLimit(1));
    assertEquals(List.of("0000001"), sheet.columns());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "12345678", "", "1.5"})
  void refusesOtherIndices(String index) throws IOException {
    assertRefused(
        "a.svm, row 2: expected an index from 0 to 9999999, found '" + index + "'",
        file("1 1:1", "1 " + index + ":1"));
  }

  @Test
  void refusesOtherValues() throws IOException {
    assertRefused("a.svm, row 1: expected index:value, found '7'", file("1 2:3 7"));
    assertRefused(
        "a.svm, row 1, column '0000007': expected a number, found 'x'", file("1 2:3 7:x"));
    assertRefused(
        "a.svm, row 1, column '0000007': expected a finite number, found nan", file("1 7:nan"));
    assertRefused(
        "a.svm, row 1, column '0000007': expected each index once, found it twice",
        file("1 7:1 8:1 7:1"));
  }

  @Test
  void refusesAFileWithoutFeatures() throws IOException {
    assertRefused("a.svm: expected at least one feature, found none", file("1", "2"));
    assertRefused("a.svm: expected at least one row, found none", file("# nothing"));
  }

  @Test
  void refusesAResponseColumn() throws IOException {
    assertRefused(
        "a.svm: expected no response column, since libsvm lines start with it, found y",
        file("1 1:1").withResponse("y"));
  }
}
