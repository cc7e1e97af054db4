package org.lateo.rows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.MissingColumns;
import org.tribuo.ImmutableFeatureMap;

/**
 * What the absent features of an example become: NaN in columns that may be missing, else zero. A
 * field is missing if the example has none of its columns; if it has one, the others are zero. A
 * value of a field that the model has never seen makes all columns of the field zero.
 */
final class Gaps {
  /** What each row is before its features are read, {@code [columns]}. */
  private final float[] open;

  /** For each column that may be missing, the columns missing together with it; else null. */
  private final int[][] together;

  /** One column of each field that may be missing, by the field's name. */
  private final Map<String, Integer> fields = new HashMap<>();

  Gaps(ImmutableFeatureMap features, MissingColumns missing) {
    open = new float[features.size()];
    together = new int[features.size()][];
    for (int mark : missing.marks()) {
      int[] columns = missing.together(mark);
      for (int c : columns) {
        open[c] = Float.NaN;
        together[c] = columns;
      }
      String name = features.get(mark).getName();
      ColumnSummary.groupOf(name).ifPresent(field -> fields.put(field, mark));
    }
  }

  /** Starts a row, {@code [columns]} from {@code offset}. */
  void open(float[] into, int offset) {
    System.arraycopy(open, 0, into, offset, open.length);
  }

  /**
   * Makes the columns of a feature's variable zero, since the feature is present.
   *
   * @param column -1 if the model does not know it
   */
  void close(String name, int column, float[] into, int offset) {
    int known = column >= 0 || fields.isEmpty() ? column : columnOfField(name);
    if (known >= 0 && Float.isNaN(into[offset + known])) {
      for (int c : together[known]) {
        into[offset + c] = 0f;
      }
    }
  }

  /** Whether every feature may be missing. */
  boolean everywhere() {
    return Arrays.stream(together).allMatch(Objects::nonNull);
  }

  /** Whether a feature may be missing. */
  boolean mayMiss(String name, int column) {
    return column >= 0 ? together[column] != null : columnOfField(name) >= 0;
  }

  private int columnOfField(String name) {
    return ColumnSummary.groupOf(name).map(field -> fields.getOrDefault(field, -1)).orElse(-1);
  }
}
