package org.lateo.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.output.TakesMissing;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;

/** The features that rows are read for: their names in order, and which of them may be missing. */
final class FeatureNames {
  private final List<String> names;
  private final boolean[] mayMiss;

  /** The number of each feature, and of the first one of each field. */
  private final Map<String, Integer> numbers = new HashMap<>();

  private final Map<String, Integer> fields = new HashMap<>();

  FeatureNames(List<String> names, Predicate<String> mayMiss) {
    this.names = List.copyOf(names);
    this.mayMiss = new boolean[names.size()];
    for (int c = 0; c < names.size(); c++) {
      int column = c;
      this.mayMiss[c] = mayMiss.test(names.get(c));
      numbers.put(names.get(c), c);
      ColumnSummary.groupOf(names.get(c)).ifPresent(field -> fields.putIfAbsent(field, column));
    }
  }

  /** The features of a model. */
  static FeatureNames of(Model<?> model) {
    ImmutableFeatureMap features = model.getFeatureIDMap();
    List<String> names =
        IntStream.range(0, features.size()).mapToObj(c -> features.get(c).getName()).toList();
    return new FeatureNames(
        names, name -> model instanceof TakesMissing takes && takes.mayMiss(name));
  }

  List<String> names() {
    return names;
  }

  /** Whether each feature may be missing, {@code [features]}; the array itself. */
  boolean[] mayMiss() {
    return mayMiss;
  }

  /** Whether a column is a feature itself. */
  boolean isNumber(String column) {
    return numbers.containsKey(column);
  }

  /** Whether a column is a field, whose values are features {@code column@value}. */
  boolean isField(String column) {
    return fields.containsKey(column);
  }

  /** Whether a column, which is a feature or a field, may be missing. */
  boolean mayMiss(String column) {
    return mayMiss[isNumber(column) ? numbers.get(column) : fields.get(column)];
  }

  /** The columns that a data frame has to have: each feature, or its field. */
  List<String> columns() {
    return names.stream().map(name -> ColumnSummary.groupOf(name).orElse(name)).distinct().toList();
  }
}
