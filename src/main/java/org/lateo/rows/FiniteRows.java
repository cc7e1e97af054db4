package org.lateo.rows;

import java.nio.FloatBuffer;
import java.util.List;
import org.lateo.likelihood.MissingColumns;
import org.tribuo.Feature;

/**
 * Which numbers may go into a model or a file: finite ones, and NaN where a variable may be
 * missing, in all of its columns together.
 */
public final class FiniteRows {
  private final List<String> names;

  /** Of each column that may be missing, those that are missing with it; none of others. */
  private final int[][] together;

  /**
   * @param names of the columns
   * @param missing which of them may be missing
   */
  public FiniteRows(List<String> names, MissingColumns missing) {
    this.names = names;
    this.together = new int[names.size()][0];
    for (int mark : missing.marks()) {
      int[] columns = missing.together(mark);
      for (int c : columns) {
        together[c] = columns;
      }
    }
  }

  /**
   * Refuses other numbers.
   *
   * @param rows {@code [batch, columns]}; what is no row of that length is left to whoever runs it
   * @throws IllegalArgumentException naming row, column and feature
   */
  public void require(float[][] rows) {
    if (rows == null) {
      throw new IllegalArgumentException("Expected rows [batch, columns], found null");
    }
    for (int r = 0; r < rows.length; r++) {
      if (rows[r] != null && rows[r].length == names.size()) {
        requireRow(rows[r], r);
      }
    }
  }

  /** As above, for rows that lie one after another from position to limit. */
  public void require(FloatBuffer rows) {
    if (rows == null) {
      throw new IllegalArgumentException("Expected rows one after another, found null");
    }
    FloatBuffer left = rows.duplicate();
    float[] row = new float[names.size()];
    for (int r = 0; left.remaining() >= row.length; r++) {
      left.get(row);
      requireRow(row, r);
    }
  }

  private void requireRow(float[] row, int r) {
    for (int c = 0; c < row.length; c++) {
      if (!(Math.abs(row[c]) <= Float.MAX_VALUE) && !isMissing(row, c)) {
        throw new IllegalArgumentException(
            String.format(
                "Expected finite values%s, found %s in row %d, column %d (both from 0), %s",
                together[c].length > 0 && Float.isNaN(row[c])
                    ? ", or NaN in all columns of a field"
                    : "",
                row[c],
                r,
                c,
                names.get(c)));
      }
    }
  }

  private boolean isMissing(float[] row, int c) {
    boolean all = together[c].length > 0;
    for (int d : together[c]) {
      all &= Float.isNaN(row[d]);
    }
    return all;
  }

  /** The value as a float, refused unless it is finite as one. */
  static float value(Feature feature, int row) {
    return (float) value(feature, row, 0);
  }

  /** The value as it is, refused unless it is finite as a float once the origin is taken off. */
  static double value(Feature feature, int row, double columnOrigin) {
    double value = feature.getValue();
    if (!Float.isFinite((float) (value - columnOrigin))) {
      throw new IllegalArgumentException(
          "Expected finite values within float's range, found "
              + feature.getValue()
              + " in feature "
              + feature.getName()
              + ", row "
              + row
              + " (from 0)");
    }
    return value;
  }
}
