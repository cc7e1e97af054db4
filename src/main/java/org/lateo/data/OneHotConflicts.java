package org.lateo.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.likelihood.ColumnSummary;

/** Finds rows in which several columns of one {@code field@value} group are not zero. */
final class OneHotConflicts {
  private static final int NONE = -1;

  /** The number of each column's group, or NONE. */
  private final int[] group;

  /** The last row in which a column of each group was not zero. */
  private final int[] lastRow;

  /** The last column of each group that was not zero in that row. */
  private final int[] lastColumn;

  private final int[] firstConflict;

  OneHotConflicts(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    group = new int[names.size()];
    for (int c = 0; c < group.length; c++) {
      Optional<String> name = ColumnSummary.groupOf(names.get(c));
      group[c] = name.map(n -> numbers.computeIfAbsent(n, key -> numbers.size())).orElse(NONE);
    }
    lastRow = filled(numbers.size());
    lastColumn = filled(numbers.size());
    firstConflict = filled(names.size());
  }

  private static int[] filled(int size) {
    int[] array = new int[size];
    Arrays.fill(array, NONE);
    return array;
  }

  /** Adds a value that is not zero; rows must be added in their order. */
  void add(int row, int column) {
    int g = group[column];
    if (g == NONE) {
      return;
    }
    if (lastRow[g] == row && lastColumn[g] != column) {
      conflict(row, lastColumn[g]);
      conflict(row, column);
    }
    lastRow[g] = row;
    lastColumn[g] = column;
  }

  private void conflict(int row, int column) {
    if (firstConflict[column] == NONE) {
      firstConflict[column] = row;
    }
  }

  /** The first row in which the column and another one of its group are not zero; -1 for none. */
  int firstRow(int column) {
    return firstConflict[column];
  }
}
