package org.lateo.data;

import java.util.Arrays;

/** How finely columns are measured. */
public final class ColumnGaps {
  private ColumnGaps() {}

  /**
   * The smallest gap between two different values of each column, 0 where all are equal.
   *
   * @param rows which rows are looked at
   * @return {@code [columns]}
   */
  public static float[] smallest(Table table, int[] rows) {
    float[] gaps = new float[table.columns()];
    float[] row = new float[table.columns()];
    float[][] columns = new float[table.columns()][rows.length];
    for (int i = 0; i < rows.length; i++) {
      table.fill(rows[i], row, 0);
      for (int c = 0; c < row.length; c++) {
        columns[c][i] = row[c];
      }
    }
    for (int c = 0; c < gaps.length; c++) {
      Arrays.sort(columns[c]);
      gaps[c] = smallest(columns[c]);
    }
    return gaps;
  }

  private static float smallest(float[] ascending) {
    float gap = Float.POSITIVE_INFINITY;
    for (int i = 1; i < ascending.length; i++) {
      float difference = ascending[i] - ascending[i - 1];
      gap = difference > 0 ? Math.min(gap, difference) : gap;
    }
    return Float.isInfinite(gap) ? 0 : gap;
  }
}
