package org.lateo.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The smallest gap between two different values of each column, of rows that lie in several parts.
 *
 * <p>The gap of all rows does not follow from the gaps of the parts, so that each part keeps its
 * different values: but only of columns in which no two of them are closer than a gap that is as
 * good as none. Such a column has few values, at most its range divided by that gap.
 */
public final class ColumnGaps implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bounds the memory in which columns are sorted. */
  private static final long VALUES_AT_ONCE = 1 << 23;

  private final float[] floors;

  /** The different values of each column, ascending; null where a gap up to the floor is known. */
  private final float[][] values;

  private ColumnGaps(float[] floors, float[][] values) {
    this.floors = floors;
    this.values = values;
  }

  /**
   * The gaps of some rows.
   *
   * @param rows numbers of the rows that are compared
   * @param floors the gap of each column up to which it counts as 0, {@code [columns]}, not copied
   */
  public static ColumnGaps of(Table table, int[] rows, float... floors) {
    float[][] kept = new float[table.columns()][];
    sort(table, rows, (column, ascending) -> kept[column] = kept(ascending, floors[column]));
    return new ColumnGaps(floors, kept);
  }

  /** The different values, or null if two of them are no further apart than the floor. */
  private static float[] kept(float[] ascending, float floor) {
    return smallest(ascending) <= floor ? null : different(ascending);
  }

  private static float[] different(float... ascending) {
    int[] first =
        IntStream.range(0, ascending.length)
            .filter(i -> !Float.isNaN(ascending[i]))
            .filter(i -> i == 0 || ascending[i] != ascending[i - 1])
            .toArray();
    float[] different = new float[first.length];
    for (int i = 0; i < first.length; i++) {
      different[i] = ascending[first[i]];
    }
    return different;
  }

  /** The gaps of the rows of both. */
  public ColumnGaps plus(ColumnGaps other) {
    float[][] both = new float[floors.length][];
    for (int c = 0; c < both.length; c++) {
      if (values[c] != null && other.values[c] != null) {
        float[] joined = Arrays.copyOf(values[c], values[c].length + other.values[c].length);
        System.arraycopy(other.values[c], 0, joined, values[c].length, other.values[c].length);
        Arrays.sort(joined);
        both[c] = kept(joined, floors[c]);
      }
    }
    return new ColumnGaps(floors, both);
  }

  /**
   * The smallest gap of each column, {@code [columns]}; 0 if all values are equal, or it is at most
   * the floor.
   */
  public float[] smallest() {
    float[] gaps = new float[values.length];
    for (int c = 0; c < gaps.length; c++) {
      gaps[c] = values[c] == null ? 0 : orNone(smallest(values[c]));
    }
    return gaps;
  }

  /**
   * The smallest gap between two different values of each column of a table; 0 if all values are
   * equal.
   *
   * @param rows numbers of the rows that are compared
   * @return {@code [columns]}
   */
  public static float[] smallest(Table table, int... rows) {
    float[] gaps = new float[table.columns()];
    sort(table, rows, (column, ascending) -> gaps[column] = orNone(smallest(ascending)));
    return gaps;
  }

  private static float orNone(float gap) {
    return Float.isInfinite(gap) ? 0 : gap;
  }

  private static float smallest(float... ascending) {
    float gap = Float.POSITIVE_INFINITY;
    for (int i = 1; i < ascending.length; i++) {
      float difference = ascending[i] - ascending[i - 1];
      gap = difference > 0 ? Math.min(gap, difference) : gap;
    }
    return gap;
  }

  /** Takes a column's values, NaN last. */
  private interface Sorted {
    void take(int column, float... ascending);
  }

  private static void sort(Table table, int[] rows, Sorted to) {
    int together = Math.max(1, (int) Math.min(table.columns(), VALUES_AT_ONCE / (1 + rows.length)));
    for (int from = 0; from < table.columns(); from += together) {
      float[][] columns = columns(table, rows, from, Math.min(table.columns(), from + together));
      for (int c = 0; c < columns.length; c++) {
        Arrays.sort(columns[c]);
        to.take(from + c, columns[c]);
      }
    }
  }

  /** The values of columns {@code [from, to)}. */
  private static float[][] columns(Table table, int[] rows, int from, int to) {
    float[] row = new float[table.columns()];
    float[][] columns = new float[to - from][rows.length];
    for (int i = 0; i < rows.length; i++) {
      table.fill(rows[i], row, 0);
      for (int c = from; c < to; c++) {
        columns[c - from][i] = row[c];
      }
    }
    return columns;
  }
}
