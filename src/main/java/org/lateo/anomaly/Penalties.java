package org.lateo.anomaly;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lateo.inference.ScoreKind;
import org.lateo.likelihood.ColumnSummary;
import org.tribuo.Feature;

/**
 * What features add to a score that members have not seen, each member by its own training rows;
 * means over members, at most 0. It is 0 where the feature is another column of a table: see {@link
 * Domain}.
 */
final class Penalties {
  private final double ofColumn;
  private final Map<String, Double> ofFields = new HashMap<>();
  private final double[] ofSome;
  private final boolean none;

  /**
   * @param names the features that at least one member has seen, {@code [columns]}
   * @param columns of each member, among these, {@code [members][any]}
   */
  Penalties(List<Member> members, ScoreKind kind, List<String> names, List<int[]> columns) {
    ofColumn = mean(members, member -> member.penaltyOfColumn(kind));
    for (Member member : members) {
      for (String field : member.fields()) {
        ofFields.computeIfAbsent(field, f -> mean(members, m -> m.penaltyOfField(kind, f)));
      }
    }
    ofSome = new double[names.size()];
    boolean all = true;
    for (int m = 0; m < columns.size(); m++) {
      if (columns.get(m).length < ofSome.length) {
        all = false;
        addUnseen(members.get(m), kind, names, columns.get(m), 1.0 / members.size());
      }
    }
    none = all;
  }

  private static double mean(List<Member> members, ToDoubleFunction<Member> penalty) {
    return members.stream().mapToDouble(penalty).average().orElseThrow();
  }

  private void addUnseen(
      Member member, ScoreKind kind, List<String> names, int[] columns, double share) {
    boolean[] seen = new boolean[names.size()];
    for (int c : columns) {
      seen[c] = true;
    }
    for (int c = 0; c < seen.length; c++) {
      Optional<String> field = ColumnSummary.groupOf(names.get(c));
      double penalty =
          field
              .map(f -> member.penaltyOfField(kind, f))
              .orElseGet(() -> member.penaltyOfColumn(kind));
      ofSome[c] += seen[c] ? 0 : share * penalty;
    }
  }

  /** What a feature adds that no member has seen, where it is not zero. */
  double of(String feature) {
    return ColumnSummary.groupOf(feature).map(this::ofField).orElse(ofColumn);
  }

  /** Of an example's features those that no member has seen and that add something, by name. */
  Map<String, Double> of(Iterable<Feature> unknown) {
    Map<String, Double> added = new LinkedHashMap<>();
    for (Feature feature : unknown) {
      if (feature.getValue() != 0 && of(feature.getName()) != 0) {
        added.put(feature.getName(), of(feature.getName()));
      }
    }
    return added;
  }

  /** The same of a value of a field. */
  double ofField(String field) {
    return ofFields.getOrDefault(field, ofColumn);
  }

  /** The same of a feature that is of no known field. */
  double ofColumn() {
    return ofColumn;
  }

  /** What a column adds, where it is not zero, for the members that have not seen it. */
  double of(int column) {
    return ofSome[column];
  }

  /** Whether all members have seen every column. */
  boolean isNone() {
    return none;
  }
}
