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
 * @param values raw values, {@code [columns]}: known values unchanged, expected values where they
 *     were missing, which are probabilities in the columns of a categorical field
 * @param imputed whether each value was missing, {@code [columns]}
 * @param fields the fields whose columns {@code field@value} are one categorical variable
 */
@SuppressWarnings("ArrayRecordComponent") // Results to read, never compared.
public record ImputedRow(
    List<String> names, double[] values, boolean[] imputed, Set<String> fields) {
  private static final char FIELD_END = '@';

  /** Refuses lengths that differ, with {@link IllegalArgumentException}. */
  public ImputedRow {
    names = List.copyOf(names);
    fields = Set.copyOf(fields);
    if (values.length != names.size() || imputed.length != names.size()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected %d values, each imputed or not, found %d values and %d flags",
              names.size(), values.length, imputed.length));
    }
  }

  /**
   * The value of a feature. If a categorical field was missing, the column of its most probable
   * category has 1 and its other columns 0.
   *
   * @throws IllegalArgumentException if the model has no such feature
   */
  public double value(String name) {
    return value(column(name));
  }

  /** As {@link #value(String)}, for a feature's index. */
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

  /** How many values were missing; each column of a field counts. */
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
   * The value of a categorical field, the most probable one if it was missing. Empty if no category
   * that the model knows is more probable than all unknown ones together.
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
