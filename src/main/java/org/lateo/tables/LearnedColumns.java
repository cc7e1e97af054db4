package org.lateo.tables;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.output.TakesMissing;
import org.tribuo.Model;

/**
 * How the columns of a file are to be read for a model: as in the table that it has learned from
 * or, if that is not known, by the names of its features.
 *
 * @param schema that table; empty if the model was trained on other rows
 * @param features the names of the model's features, ascending
 * @param fields the fields of features {@code field@value}
 * @param missing whether an absent feature is missing
 */
record LearnedColumns(
    Optional<Schema> schema,
    SortedSet<String> features,
    Set<String> fields,
    Predicate<String> missing) {

  static LearnedColumns of(Model<?> model) {
    SortedSet<String> features = new TreeSet<>(model.getFeatureIDMap().keySet());
    return new LearnedColumns(
        TableProvenance.schemaOf(model),
        features,
        features.stream()
            .flatMap(name -> ColumnSummary.groupOf(name).stream())
            .collect(Collectors.toSet()),
        missing(model));
  }

  private static Predicate<String> missing(Model<?> model) {
    return model instanceof TakesMissing incomplete ? incomplete::mayMiss : name -> false;
  }

  /** How a column is to be read. */
  Column column(String name) {
    return schema
        .map(known -> known.columns().get(name))
        .orElseGet(() -> Column.given(name, byFeatures(name)));
  }

  private ColumnType byFeatures(String name) {
    boolean value = ColumnSummary.groupOf(name).filter(fields::contains).isPresent();
    if (value || features.contains(name)) {
      return ColumnType.NUMBER;
    }
    return fields.contains(name) ? ColumnType.CATEGORY : ColumnType.UNKNOWN;
  }

  CellFormat cells() {
    return schema.map(Schema::cells).orElse(CellFormat.DEFAULT);
  }
}
