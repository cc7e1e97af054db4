package org.lateo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Gaussian;
import org.lateo.math.RandomStream;

/** Noise that training adds, and the gaps between values that it is measured by. */
final class JitterTest {
  private static final float[] VALUES = {1, 5, 0, 3, 5, 0, 1.25f, 5, -7};
  private static final int DRAWS = 20_000;
  private static final DenseTable TABLE = new DenseTable(3, VALUES, new float[] {1, 2, 3});

  @Test
  void gapsAreTheSmallestBetweenDifferentValues() {
    assertArrayEquals(new float[] {0.25f, 0, 7}, ColumnGaps.smallest(TABLE, 0, 1, 2));
    assertArrayEquals(new float[] {2, 0, 0}, ColumnGaps.smallest(TABLE, 0, 1));
    assertArrayEquals(new float[3], ColumnGaps.smallest(TABLE, 1));
  }

  @Test
  void gapsOfPartsAreThoseOfAllRowsWhereTheyAreAboveTheFloor() {
    DenseTable table =
        new DenseTable(
            4,
            new float[] {
              1, 5, 0, Float.NaN, //
              3, 5, 0, 2, //
              1.25f, 5, -7, 2, //
              4, 6, -9, Float.NaN
            },
            new float[] {1, 1, 1, 1});
    float[] floors = {0.1f, 0.1f, 2, 0.1f};
    ColumnGaps first = ColumnGaps.of(table, new int[] {0, 1}, floors);
    ColumnGaps second = ColumnGaps.of(table, new int[] {2, 3}, floors);
    assertArrayEquals(new float[] {2, 0, 0, 0}, first.smallest());
    assertArrayEquals(new float[] {2.75f, 1, 0, 0}, second.smallest());
    assertArrayEquals(new float[] {0.25f, 1, 0, 0}, first.plus(second).smallest());
    assertArrayEquals(new float[] {0.25f, 1, 0, 0}, second.plus(first).smallest());
    assertArrayEquals(new float[] {0.25f, 1, 2, 0}, ColumnGaps.smallest(table, 0, 1, 2, 3));
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

  private static double[] noise(double jitter, int rows, IntToDoubleFunction value) {
    float[] values = new float[rows];
    int[] all = IntStream.range(0, rows).toArray();
    for (int i = 0; i < rows; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    DenseTable table = new DenseTable(1, values, weights);
    List<ColumnSummary> columns = ColumnSummaries.of(table, List.of("x"), all);
    Table jittered = JitteredTable.of(table, all, columns, new Gaussian(), jitter);
    double squares = 0;
    float[] row = new float[1];
    for (int i = 0; i < DRAWS; i++) {
      jittered.fillForTraining(i % rows, RandomStream.of(1, "test").at(i).key(), row, 0);
      squares += Math.pow(row[0] - (double) values[i % rows], 2) / DRAWS;
    }
    return new double[] {Math.sqrt(squares), Math.sqrt(columns.get(0).variance())};
  }

  private static void assertNoise(double inDeviations, double jitter, IntToDoubleFunction value) {
    double[] found = noise(jitter, 1000, value);
    double expected = inDeviations * found[1];
    assertEquals(expected, found[0], expected * 5 / Math.sqrt(2.0 * DRAWS) + 1e-12);
  }

  /** Half a gap may be many standard deviations: 11 of a flag that two rows in a thousand have. */
  @Test
  void noiseIsNoWiderThanItsColumn() {
    assertNoise(1, 0.1, i -> i % 500 == 0 ? 1 : 0);
    assertNoise(1, 0.1, i -> i % 1000 == 0 ? 1e6 : 0);
    assertNoise(1, 0.1, i -> i == 0 ? -1e4 : i == 1 ? 1e4 : 0);
    assertNoise(2, 2, i -> i % 500 == 0 ? 1 : 0);
    assertNoise(0, 0.1, i -> 7);
  }

  /** Half the gap where values lie closer, or else what is asked for. */
  @Test
  void noiseOfOrdinaryColumnsIsAtLeastHalfTheGap() {
    double[] flag = noise(0.1, 1000, i -> i % 2);
    assertEquals(0.5, flag[0], 0.5 * 5 / Math.sqrt(2.0 * DRAWS));
    double[] levels = noise(0.1, 1000, i -> i % 5);
    assertEquals(0.5, levels[0], 0.5 * 5 / Math.sqrt(2.0 * DRAWS));
    assertNoise(0.1, 0.1, i -> i);
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
