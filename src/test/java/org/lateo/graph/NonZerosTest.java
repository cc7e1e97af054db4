package org.lateo.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lateo.math.RandomStream;

/** Rows of a batch as their non-zeros. */
final class NonZerosTest {
  private static final int WIDTH = 5;

  private static float[] dense(NonZeros x, int rows) {
    float[] dense = new float[rows * WIDTH];
    x.scatter(0, rows, dense);
    return dense;
  }

  @Test
  void anyOrderOfColumnsIsTaken() {
    NonZeros x = new NonZeros(WIDTH);
    x.clear();
    x.add(3, 1f);
    x.add(0, 2f);
    x.add(3, 4f);
    x.add(1, 8f);
    x.endRow();
    x.endRow();
    x.add(4, 1f);
    x.endRow();
    assertArrayEquals(new float[] {2, 8, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, dense(x, 3));
    assertArrayEquals(new int[] {0, 1, 3, 4}, Arrays.copyOf(x.columns(), x.size()));
    assertEquals(3, x.start(1));
    assertEquals(3, x.start(2));
  }

  @Test
  void columnsAreChecked() {
    NonZeros x = new NonZeros(WIDTH);
    assertRefused(() -> x.add(WIDTH, 1f), "0 to 4", "found 5");
    assertRefused(() -> x.add(-1, 1f), "0 to 4", "found -1");
  }

  /** Batches of other sizes reuse the arrays; the order by column holds each number once. */
  @Test
  void orderByColumnIsTheTranspose() {
    NonZeros x = new NonZeros(WIDTH);
    for (int rows : new int[] {1, 100, 7}) {
      RandomStream random = RandomStream.of(rows, "values");
      x.clear();
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < WIDTH; c++) {
          if (random.uniform(2L * (r * WIDTH + c)) < 0.5) {
            x.add(c, (float) random.gaussian(2L * (r * WIDTH + c) + 1));
          }
        }
        x.endRow();
      }
      x.orderByColumn();
      float[] found = new float[rows * WIDTH];
      for (int c = 0; c < WIDTH; c++) {
        for (int k = x.columnStart(c); k < x.columnStart(c + 1); k++) {
          found[x.rows()[k] * WIDTH + c] += x.values()[x.positions()[k]];
        }
      }
      assertEquals(x.size(), x.columnStart(WIDTH));
      assertArrayEquals(dense(x, rows), found);
    }
  }

  /** A source that knows dense rows only, and rows from one on. */
  @Test
  void denseSourcesGiveNonZeros() {
    RowSource ofZero = (row, into, at) -> Arrays.fill(into, at, at + WIDTH, row % 2);
    NonZeros x = new NonZeros(WIDTH);
    ofZero.from(3).fill(0, x);
    x.endRow();
    ofZero.from(3).fill(1, x);
    x.endRow();
    assertArrayEquals(new float[] {1, 1, 1, 1, 1, 0, 0, 0, 0, 0}, dense(x, 2));
    float[] row = new float[WIDTH];
    ofZero.from(3).fill(2, row, 0);
    assertArrayEquals(new float[] {1, 1, 1, 1, 1}, row);
  }
}
