package org.lateo.output;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.lateo.likelihood.ColumnSummary;

/**
 * An example's row with its missing values filled in.
 *
 * @param names of the model's features, {@code [columns]}
 * @param values raw values, {@code [columns]}: known ones as they are, for missing ones their
 *     expected value; so the columns of a missing categorical field have probabilities
 * @param imputed whether each was missing, {@code [columns]}
 * @param fields the fields whose columns {@code field@value} are one categorical variable
 */
@SuppressWarnings("ArrayRecordComponent") // Results to read, never compared.
public record ImputedRow(
    List<String> names, double[] values, boolean[] imputed, Set<String> fields) {
  private static final char FIELD_END = '@';

  /** Refuses with {@link IllegalArgumentException} lengths that differ. */
  public ImputedRow {
    names = List.copyOf(names);
    fields = Set.copyOf(fields);
    if (values.length != names.size() || imputed.length != names.size()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected %d values, found %d of which %d are told to be imputed or not",
              names.size(), values.length, imputed.length));
    }
  }

  /**
   * The value of a feature; of a column of a categorical field that was missing, 1 for the most
   * probable category and 0 for others.
   *
   * @throws IllegalArgumentException if the model has no such feature
   */
  public double value(String name) {
    return value(column(name));
  }

  /** As {@link #value(String)}, for a column's number. */
  public double value(int column) {
    String name = names.get(column);
    Optional<String> field = ColumnSummary.groupOf(name).filter(fields::contains);
    if (!imputed[column] || field.isEmpty()) {
      return values[column];
    }
    return category(field.get())
            .filter(value -> name.equals(field.get() + FIELD_END + value))
            .isPresent()
        ? 1
        : 0;
  }

  /** How many values were missing; a field's columns count one by one. */
  public long imputedCells() {
    return IntStream.range(0, imputed.length).filter(c -> imputed[c]).count();
  }

  /** Whether every value was missing. */
  public boolean isEmpty() {
    return imputedCells() == imputed.length;
  }

  private int column(String name) {
    int column = names.indexOf(name);
    if (column < 0) {
      throw new IllegalArgumentException("Expected a feature of " + names + ", found " + name);
    }
    return column;
  }

  /**
   * The value of a categorical field, the most probable one if it was missing. Empty if that is
   * none of those the model knows.
   *
   * @throws IllegalArgumentException if the model has no such field
   */
  public Optional<String> category(String field) {
    if (!fields.contains(field)) {
      throw new IllegalArgumentException(
          "Expected a categorical field of " + fields + ", found " + field);
    }
    int best = -1;
    double none = 1;
    for (int c = 0; c < values.length; c++) {
      if (names.get(c).startsWith(field + FIELD_END)) {
        none -= values[c];
        best = best < 0 || values[c] > values[best] ? c : best;
      }
    }
    return values[best] > none
        ? Optional.of(names.get(best).substring(field.length() + 1))
        : Optional.empty();
  }
}
