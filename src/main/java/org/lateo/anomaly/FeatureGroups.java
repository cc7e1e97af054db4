package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lateo.likelihood.ColumnSummary;

/**
 * Columns as a user thinks of them: those named {@code field@value} are one, the field.
 *
 * @param names of the groups, {@code [groups]}
 * @param group the group of each column, {@code [columns]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record FeatureGroups(List<String> names, int[] group) {
  static FeatureGroups of(List<String> columns) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] group = new int[columns.size()];
    for (int c = 0; c < group.length; c++) {
      String name = ColumnSummary.groupOf(columns.get(c)).orElse(columns.get(c));
      group[c] = numbers.computeIfAbsent(name, key -> numbers.size());
    }
    return new FeatureGroups(new ArrayList<>(numbers.keySet()), group);
  }
}
