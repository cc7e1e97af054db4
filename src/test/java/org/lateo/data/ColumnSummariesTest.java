package org.lateo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.math.RandomStream;

final class ColumnSummariesTest {
  private static final List<String> NAMES = List.of("a", "b");

  private static DenseTable table(float[] values, float... weights) {
    return new DenseTable(2, values, weights);
  }

  private static void assertSummary(
      ColumnSummary c, double min, int minRow, double max, int maxRow, double mean, double var) {
    assertEquals(min, c.min());
    assertEquals(minRow, c.minRow());
    assertEquals(max, c.max());
    assertEquals(maxRow, c.maxRow());
    assertEquals(mean, c.mean(), 1e-12);
    assertEquals(var, c.variance(), 1e-12);
  }

  @Test
  void byHand() {
    DenseTable table = table(new float[] {1, 0, 3, 0, 1, 6, 3, 2}, 1, 1, 1, 1);
    List<ColumnSummary> all = ColumnSummaries.of(table, NAMES, new int[] {0, 1, 2, 3});
    assertSummary(all.get(0), 1, 0, 3, 1, 2, 1);
    assertSummary(all.get(1), 0, 0, 6, 2, 2, 6);
    assertEquals("b", all.get(1).name());
    List<ColumnSummary> some = ColumnSummaries.of(table, NAMES, new int[] {1, 3});
    assertSummary(some.get(0), 1, 0, 3, 1, 3, 0);
    assertSummary(some.get(1), 0, 0, 6, 2, 1, 1);
  }

  @Test
  void weightsCountLikeCopies() {
    DenseTable weighted = table(new float[] {1, 5, 4, -2}, 2, 1);
    List<ColumnSummary> found = ColumnSummaries.of(weighted, NAMES, new int[] {0, 1});
    assertSummary(found.get(0), 1, 0, 4, 1, 2, 2);
    DenseTable scaled = table(new float[] {1, 5, 4, -2}, 0.2f, 0.1f);
    ColumnSummary c = ColumnSummaries.of(scaled, NAMES, new int[] {0, 1}).get(0);
    assertEquals(2, c.mean(), 1e-7, "weights are floats");
    assertEquals(2, c.variance(), 1e-7);
  }

  /** As if the rows were not there for that column, whatever their weight. */
  @Test
  void missingValuesAreLeftOut() {
    float gap = Float.NaN;
    float[] values = {1, gap, 3, 0, gap, 6, 3.5f, 2, gap, gap};
    DenseTable table = table(values, 1, 1, 5, 2, 1);
    List<ColumnSummary> found = ColumnSummaries.of(table, NAMES, new int[] {0, 1, 2, 3, 4});
    assertSummary(found.get(0), 1, 0, 3.5, 3, 11 / 4.0, (1 + 9 + 24.5) / 4 - 121 / 16.0);
    assertSummary(found.get(1), 0, 1, 6, 2, 34 / 8.0, (180 + 8) / 8.0 - 34 * 34 / 64.0);
    assertEquals(3.5, found.get(0).fraction());
    assertRefused(
        () -> ColumnSummaries.of(table, NAMES, new int[] {0, 4}),
        "feature b in at least one training row");
  }

  /** Rows of weight zero are seen but count for nothing, wherever they stand. */
  @Test
  void weightZero() {
    DenseTable table = table(new float[] {9, 9, 1, 0, 3, 2}, 0, 1, 1);
    List<ColumnSummary> found = ColumnSummaries.of(table, NAMES, new int[] {0, 1, 2});
    assertSummary(found.get(0), 1, 1, 9, 0, 2, 1);
  }

  @Test
  void sparseIsDense() {
    TableBuilder builder = new TableBuilder(2);
    builder.add(1, 8f);
    builder.endRow(1f);
    for (int i = 0; i < 3; i++) {
      builder.endRow(1f);
    }
    Table table = builder.build();
    assertEquals(SparseTable.class, table.getClass());
    List<ColumnSummary> found = ColumnSummaries.of(table, NAMES, new int[] {0, 1, 2, 3});
    assertSummary(found.get(0), 0, 0, 0, 0, 0, 0);
    assertSummary(found.get(1), 0, 1, 8, 0, 2, 12);
  }

  /** Zeros join the others as one group: against Commons Math on every value. */
  @Test
  void someZeros() {
    int rows = 500;
    RandomStream random = RandomStream.of(2, "zeros");
    float[] values = new float[2 * rows];
    SummaryStatistics expected = new SummaryStatistics();
    TableBuilder sparse = new TableBuilder(50);
    for (int r = 0; r < rows; r++) {
      boolean zero = r > 10 && random.uniform(2L * r) < 0.7;
      values[2 * r] = zero ? 0 : (float) (3 + random.gaussian(2L * r + 1));
      expected.addValue(values[2 * r]);
      if (!zero) {
        sparse.add(1, values[2 * r]);
      }
      sparse.endRow(2f);
    }
    float[] weights = new float[rows];
    Arrays.fill(weights, 2f);
    int[] all = IntStream.range(0, rows).toArray();
    List<String> names = IntStream.range(0, 50).mapToObj(c -> "c" + c).toList();
    ColumnSummary dense = ColumnSummaries.of(table(values, weights), NAMES, all).get(0);
    ColumnSummary found = ColumnSummaries.of(sparse.build(), names, all).get(1);
    assertEquals(expected.getMean(), found.mean(), 1e-12);
    assertEquals(expected.getPopulationVariance(), found.variance(), 1e-12);
    assertEquals(values[0], found.fraction());
    assertEquals(0, found.fractionRow());
    assertSummary(
        dense,
        found.min(),
        found.minRow(),
        found.max(),
        found.maxRow(),
        found.mean(),
        found.variance());
  }

  /** A mean of a million with a spread of one loses nothing, against Commons Math. */
  @Test
  void farFromZero() {
    int rows = 2000;
    float[] values = new float[2 * rows];
    SummaryStatistics expected = new SummaryStatistics();
    RandomStream random = RandomStream.of(1, "far");
    for (int r = 0; r < rows; r++) {
      values[2 * r] = (float) (1e6 + random.gaussian(r));
      expected.addValue(values[2 * r]);
    }
    float[] weights = new float[rows];
    Arrays.fill(weights, 1f);
    int[] all = IntStream.range(0, rows).toArray();
    ColumnSummary found = ColumnSummaries.of(table(values, weights), NAMES, all).get(0);
    assertEquals(expected.getMean(), found.mean(), 1e-8);
    assertEquals(expected.getPopulationVariance(), found.variance(), 1e-9);
  }
}
