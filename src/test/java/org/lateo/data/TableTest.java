package org.lateo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lateo.math.RandomStream;

final class TableTest {
  private static final RandomStream RANDOM = RandomStream.of(1, "table");

  /** Values of which a share are not zero, columns in descending order. */
  private static float[] fill(TableBuilder builder, int rows, int columns, double share) {
    float[] expected = new float[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = columns - 1; c >= 0; c--) {
        int i = r * columns + c;
        if (RANDOM.uniform(i) < share) {
          expected[i] = (float) RANDOM.gaussian(i);
          builder.add(c, expected[i]);
        }
      }
      builder.endRow(1 + r % 3);
    }
    return expected;
  }

  private static void assertTable(float[] expected, int columns, Table table) {
    assertEquals(columns, table.columns());
    assertEquals(expected.length / columns, table.rows());
    for (int r = table.rows() - 1; r >= 0; r--) {
      float[] into = new float[columns + 3];
      Arrays.fill(into, 9f);
      table.fill(r, into, 2);
      assertEquals(9f, into[1]);
      assertEquals(9f, into[columns + 2]);
      for (int c = 0; c < columns; c++) {
        assertEquals(expected[r * columns + c], into[2 + c]);
      }
      assertEquals(1 + r % 3, table.weight(r));
    }
  }

  @Test
  void sparseAndDenseAreTheSame() {
    for (int columns : new int[] {1, 4, 25, 702}) {
      for (int rows : new int[] {1, 17, 100}) {
        for (double share : new double[] {0, 0.1, 0.5, 1}) {
          TableBuilder builder = new TableBuilder(columns);
          float[] expected = fill(builder, rows, columns, share);
          Table table = builder.build();
          assertTable(expected, columns, table);
          float[] weights = new float[rows];
          for (int r = 0; r < rows; r++) {
            weights[r] = table.weight(r);
          }
          assertTable(expected, columns, new DenseTable(columns, expected, weights));
        }
      }
    }
  }

  /** Rows in a file are those in memory, also where they begin there. */
  @Test
  void rowsInAFileAreTheSame() {
    for (int columns : new int[] {1, 4, 25, 702}) {
      for (double share : new double[] {0, 0.1, 0.45, 0.55, 1}) {
        for (long most : new long[] {0, 2000}) {
          TableBuilder builder = new TableBuilder(columns, most);
          float[] expected = fill(builder, 1000, columns, share);
          Table table = builder.build();
          assertEquals(bytes(expected) > most, table instanceof StoredTable);
          assertTable(expected, columns, table);
        }
      }
    }
  }

  /** What rows take in the smaller form. */
  private static long bytes(float... values) {
    int nonZeros = 0;
    for (float value : values) {
      nonZeros += value == 0 ? 0 : 1;
    }
    return 4L * Math.min(2 * nonZeros, values.length);
  }

  @Test
  void denseRowsInAFileAreTheSame() {
    DenseTableBuilder inMemory = new DenseTableBuilder(3);
    DenseTableBuilder inFile = new DenseTableBuilder(3, 500);
    for (int r = 0; r < 1000; r++) {
      float[] row = {r % 3 == 0 ? Float.NaN : r, 0, -r};
      inMemory.add(row, r);
      inFile.add(row, r);
    }
    Table expected = inMemory.build();
    Table table = inFile.build();
    assertEquals(StoredTable.class, table.getClass());
    assertEquals(1, table.density());
    float[] row = new float[3];
    float[] wanted = new float[3];
    for (int r = 0; r < 1000; r++) {
      table.fill(r, row, 0);
      expected.fill(r, wanted, 0);
      assertArrayEquals(wanted, row);
      assertEquals(r, table.weight(r));
    }
  }

  @Test
  void takesTheSmallerForm() {
    TableBuilder few = new TableBuilder(100);
    fill(few, 10, 100, 0.1);
    assertEquals(SparseTable.class, few.build().getClass());
    TableBuilder many = new TableBuilder(100);
    fill(many, 10, 100, 0.9);
    assertEquals(DenseTable.class, many.build().getClass());
  }

  @Test
  void emptyRowsAndTables() {
    assertEquals(0, new TableBuilder(3).build().rows());
    TableBuilder builder = new TableBuilder(3);
    builder.endRow(1f);
    builder.add(2, 5f);
    builder.endRow(2f);
    builder.endRow(3f);
    assertTable(new float[] {0, 0, 0, 0, 0, 5, 0, 0, 0}, 3, builder.build());
  }

  /** A table that was built is not changed by rows that follow. */
  @Test
  void buildersMayGoOn() {
    TableBuilder builder = new TableBuilder(2);
    builder.add(0, 1f);
    builder.endRow(1f);
    Table one = builder.build();
    builder.add(1, 2f);
    builder.endRow(2f);
    assertTable(new float[] {1, 0}, 2, one);
    assertTable(new float[] {1, 0, 0, 2}, 2, builder.build());
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertRefused(() -> new TableBuilder(0), "at least 1 column", "found 0");
    TableBuilder builder = new TableBuilder(3);
    assertRefused(() -> builder.add(3, 1f), "column of 0 to 2", "found 3");
    assertRefused(() -> builder.add(-1, 1f), "column of 0 to 2", "found -1");
    assertRefused(
        () -> new DenseTable(3, new float[5], new float[2]), "2 rows of 3", "found 5 values");
  }

  /** Every value is held, NaN too, and rows are copied. */
  @Test
  void denseRowsAreCollected() {
    DenseTableBuilder builder = new DenseTableBuilder(2);
    float[] row = new float[2];
    for (int r = 0; r < 100; r++) {
      row[0] = r % 3 == 0 ? Float.NaN : r;
      row[1] = -r;
      builder.add(row, 0.5f * r);
    }
    Table table = builder.build();
    assertEquals(100, table.rows());
    for (int r = 0; r < 100; r++) {
      table.fill(r, row, 0);
      assertArrayEquals(new float[] {r % 3 == 0 ? Float.NaN : r, -r}, row);
      assertEquals(0.5f * r, table.weight(r));
    }
    assertEquals(0, new DenseTableBuilder(2).build().rows());
    assertRefused(() -> builder.add(new float[3], 1), "Expected 2 values", "found 3");
  }

  @Test
  void splitsPartTheRows() {
    for (double share : new double[] {0, 1e-9, 0.1, 0.5, 0.9}) {
      Split split = Split.of(100, share, 1);
      assertEquals(
          share == 0 ? 0 : Math.max(1, Math.round(share * 100)), split.validation().length);
      int[] seen = new int[100];
      for (int row : split.training()) {
        seen[row]++;
      }
      for (int row : split.validation()) {
        seen[row]++;
      }
      int[] once = new int[100];
      Arrays.fill(once, 1);
      assertArrayEquals(once, seen);
      int[] sorted = split.training().clone();
      Arrays.sort(sorted);
      assertArrayEquals(sorted, split.training());
      assertArrayEquals(split.validation(), Split.of(100, share, 1).validation());
    }
  }

  @Test
  void splitsBelongToTheirSeed() {
    int[] one = Split.of(1000, 0.1, 1).validation();
    int[] other = Split.of(1000, 0.1, 2).validation();
    assertFalse(Arrays.equals(one, other));
  }

  @Test
  void splitsLeaveATrainingRow() {
    assertRefused(() -> Split.of(1, 0.5, 1), "more rows than the 1 ", "0.5", "found 1");
    assertRefused(() -> Split.of(10, 0.99, 1), "more rows than the 10 ", "0.99", "found 10");
    assertRefused(() -> Split.of(10, -0.1, 1), "[0, 1)", "found -0.1");
    assertRefused(() -> Split.of(10, Double.NaN, 1), "[0, 1)", "found NaN");
  }
}
