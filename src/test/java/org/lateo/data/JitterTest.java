package org.lateo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import org.junit.jupiter.api.Test;
import org.lateo.math.RandomStream;

/** Noise that training adds, and the gaps between values that it is measured by. */
final class JitterTest {
  private static final float[] VALUES = {1, 5, 0, 3, 5, 0, 1.25f, 5, -7};
  private static final DenseTable TABLE = new DenseTable(3, VALUES, new float[] {1, 2, 3});

  @Test
  void gapsAreTheSmallestBetweenDifferentValues() {
    assertArrayEquals(new float[] {0.25f, 0, 7}, ColumnGaps.smallest(TABLE, new int[] {0, 1, 2}));
    assertArrayEquals(new float[] {2, 0, 0}, ColumnGaps.smallest(TABLE, new int[] {0, 1}));
    assertArrayEquals(new float[3], ColumnGaps.smallest(TABLE, new int[] {1}));
  }

  @Test
  void trainingSeesNoiseOfTheGivenDeviationAndNobodyElse() {
    JitteredTable jittered = new JitteredTable(TABLE, new float[] {0.5f, 0, 2});
    int draws = 20_000;
    double[] sums = new double[3];
    double[] squares = new double[3];
    float[] row = new float[4];
    for (int i = 0; i < draws; i++) {
      jittered.fillForTraining(1, RandomStream.of(1, "test").at(i).key(), row, 1);
      for (int c = 0; c < 3; c++) {
        double noise = row[1 + c] - VALUES[3 + c];
        sums[c] += noise / draws;
        squares[c] += noise * noise / draws;
      }
    }
    assertEquals(0, sums[0], 5 * 0.5 / Math.sqrt(draws));
    assertEquals(0.25, squares[0], 0.25 * 5 * Math.sqrt(2.0 / draws));
    assertEquals(0, squares[1]);
    assertEquals(4, squares[2], 4 * 5 * Math.sqrt(2.0 / draws));
    jittered.fill(1, row, 1);
    assertArrayEquals(new float[] {0, 3, 5, 0}, row);
    assertEquals(2, jittered.weight(1));
    assertEquals(3, jittered.rows());
    assertEquals(1, jittered.density());
  }

  @Test
  void noiseIsAFunctionOfItsKey() {
    JitteredTable jittered = new JitteredTable(TABLE, new float[] {1, 1, 1});
    float[] once = new float[3];
    float[] again = new float[3];
    jittered.fillForTraining(0, 7, once, 0);
    jittered.fillForTraining(0, 7, again, 0);
    assertArrayEquals(once, again);
    float[] plain = new float[3];
    TABLE.fillForTraining(0, 7, plain, 0);
    assertArrayEquals(new float[] {1, 5, 0}, plain);
  }

  @Test
  void refused() {
    assertRefused(() -> new JitteredTable(TABLE, new float[2]), "each of 3 columns", "found 2");
  }
}
