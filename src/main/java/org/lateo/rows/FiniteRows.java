package org.lateo.rows;

import java.nio.FloatBuffer;
import java.util.List;
import org.lateo.likelihood.MissingColumns;
import org.tribuo.Feature;
import org.tribuo.regression.Regressor;

/**
 * Checks the values that go into a model or a file: they must be finite, or NaN in all columns of a
 * variable that may be missing.
 */
public final class FiniteRows {
  private final List<String> names;

  /** For each column that may be missing, the columns missing together with it; else empty. */
  private final int[][] together;

  /** Checks rows of columns with these names, some of which may be missing. */
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
   * Refuses values that are not finite where they must be.
   *
   * @param rows {@code [batch, columns]}; rows of other lengths are left to a later check
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

  /** The value as a float, refused unless the float is finite. */
  static float value(Feature feature, int row) {
    return (float) value(feature, row, 0);
  }

  /** The value, refused unless its difference from the origin is finite as a float. */
  static double value(Feature feature, int row, double columnOrigin) {
    double value = feature.getValue();
    if (!Float.isFinite((float) (value - columnOrigin))) {
      throw new IllegalArgumentException(
          String.format(
              "Expected finite values within float's range, found %s in feature %s, row %d (from 0)",
              value, feature.getName(), row));
    }
    return value;
  }

  /**
   * Refuses a target beyond what floats hold.
   *
   * @param row its number, from 0
   * @throws IllegalArgumentException naming row and dimension
   */
  public static void requireTarget(Regressor target, int row) {
    for (int k = 0; k < target.size(); k++) {
      if (Math.abs(target.getValues()[k]) > Float.MAX_VALUE) {
        throw new IllegalArgumentException(
            String.format(
                "Expected targets of at most %s, as floats hold them, found %s of %s in row %d (from"
                    + " 0); give it in another unit",
                Float.MAX_VALUE, target.getValues()[k], target.getNames()[k], row));
      }
    }
  }
}
