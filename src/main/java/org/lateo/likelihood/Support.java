package org.lateo.likelihood;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.lateo.graph.Node;

/**
 * The raw rows that are possible under a likelihood.
 *
 * @param columns of each column, the values that it can have
 * @param variables groups of columns of 0 and 1 of which at most one can be 1 in a row
 */
public record Support(List<ColumnSupport> columns, List<List<Integer>> variables) {
  /** Copies the lists. */
  public Support {
    columns = List.copyOf(columns);
    variables = List.copyOf(variables);
  }

  /** The same support for each of {@code columns} columns. */
  public static Support of(ColumnSupport each, int columns) {
    return new Support(Collections.nCopies(columns, each), List.of());
  }

  /**
   * Joins several supports, each for some columns of a row.
   *
   * @param columns the numbers of the columns of each, all together those of a row
   */
  static Support merge(List<List<Integer>> columns, List<Support> supports) {
    ColumnSupport[] all = new ColumnSupport[columns.stream().mapToInt(List::size).sum()];
    List<List<Integer>> variables = new ArrayList<>();
    for (int g = 0; g < supports.size(); g++) {
      List<Integer> own = columns.get(g);
      for (int c = 0; c < own.size(); c++) {
        all[own.get(c)] = supports.get(g).columns().get(c);
      }
      supports.get(g).variables().forEach(v -> variables.add(v.stream().map(own::get).toList()));
    }
    return new Support(Arrays.asList(all), variables);
  }

  /** Whether every row is possible. */
  public boolean isAny() {
    return variables.isEmpty() && columns.stream().allMatch(ColumnSupport.ANY::equals);
  }

  /**
   * Where raw values are impossible, as numbers of a graph: 1 there, 0 elsewhere, {@code [rows,
   * columns]}; of several columns of a variable that are set, each is. Empty if every row is
   * possible.
   *
   * @param raw {@code [rows, columns]}, NaN where a value is missing
   */
  public Optional<Node> outside(Node raw) {
    return isAny() ? Optional.empty() : Optional.of(OutsideSupport.of(raw, columns, variables));
  }

  /**
   * What makes a row impossible, in words; empty if nothing does.
   *
   * @param row raw values, {@code [columns]}
   * @param names of the columns by number
   */
  public Optional<String> impossible(float[] row, IntFunction<String> names) {
    for (int c = 0; c < row.length; c++) {
      if (!columns.get(c).contains(row[c])) {
        return Optional.of(found(columns.get(c).expected(), row[c], names.apply(c)));
      }
    }
    for (List<Integer> variable : variables) {
      List<String> set =
          variable.stream()
              .filter(c -> row[c] > ColumnSupport.SET)
              .map(c -> names.apply(c))
              .toList();
      if (set.size() > 1) {
        return Optional.of("at most one of " + set.get(0) + " and " + set.get(1) + ", found both");
      }
    }
    return Optional.empty();
  }

  private static String found(String expected, float value, String name) {
    return expected + ", found " + value + " in feature " + name;
  }

  /** Whether the encoder can read every row, impossible ones too. */
  public boolean isReadable() {
    return columns.stream().noneMatch(ColumnSupport::logarithm);
  }

  /** Moves a row, {@code [columns]}, to a possible one near it. */
  public void moveInside(float[] row) {
    for (int c = 0; c < row.length; c++) {
      row[c] = columns.get(c).nearest(row[c]);
    }
    for (List<Integer> variable : variables) {
      variable.stream().filter(c -> row[c] > ColumnSupport.SET).skip(1).forEach(c -> row[c] = 0);
    }
  }
}
