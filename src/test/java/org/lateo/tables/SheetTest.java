package org.lateo.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.data.LazyList;
import org.lateo.data.RecordStore;

final class SheetTest {
  @TempDir private Path folder;

  private Sheet read(String name, String... lines) throws IOException {
    return SheetReader.read(TableOptions.of(Written.text(folder, name, lines)));
  }

  @Test
  void binarisesAboveOneHalf() throws IOException {
    Sheet sheet = read("a.csv", "x,y,z", "0.5,0.51,-3").binarised();
    assertEquals(List.of("x", "y", "z"), sheet.columns());
    assertEquals(Map.of("y", 1.0), Written.values(sheet.rows().get(0)));
  }

  @Test
  void takesTheFirstRows() throws IOException {
    Sheet sheet = read("a.csv", "x", "1", "2", "3");
    assertEquals(2, sheet.first(2).size());
    assertEquals(3, sheet.first(9).size());
  }

  @Test
  void onlyLibsvmFilesAreSparse() throws IOException {
    assertTrue(read("a.svm", "1 1:1").sparse());
    assertFalse(read("a.csv", "x", "1").sparse());
  }

  /** The first rows of a file may say nothing of its size. */
  @Test
  void rowsThatDoNotFitIntoMemoryAreFoundBehindShortOnes() throws IOException {
    SheetRow first = read("a.svm", "1 1:1").rows().get(0);
    SheetRow wide = new SheetRow(2, new String[10_000], new double[10_000], Optional.empty());
    int most = (int) (RecordStore.Builder.mostInMemory() / 60_000);
    assertTrue(sheet(most, row -> first).fitsInMemory());
    assertFalse(sheet(most, row -> row < 100 ? first : wide).fitsInMemory());
  }

  private Sheet sheet(int size, IntFunction<SheetRow> rows) throws IOException {
    DataFile file = DataFile.of(folder.resolve("a.svm"), StandardCharsets.UTF_8);
    TableOptions options = TableOptions.of(folder.resolve("a.svm"));
    return Sheet.of(file, List.of("0000001"), new LazyList<>(size, rows), options);
  }

  @Test
  void knowsItsBytes() throws IOException {
    assertEquals(
        "a.csv, SHA-256 fdf47ec21a8fde0c236a774a7ea50f3cce1da97fde32f1beb535a4dbe00b9974,"
            + " rows 1 to 1",
        read("a.csv", "x", "1").description());
  }
}
