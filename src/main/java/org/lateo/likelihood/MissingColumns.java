package org.lateo.likelihood;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which columns may be missing, and which of these are missing together: the columns {@code
 * field@value} of a field are one variable, which is missing where none of them is there. All other
 * columns are zero where they are absent.
 *
 * @param units for each column the number, from 1, of the variable it belongs to; 0 for a column
 *     that is never missing
 */
public record MissingColumns(List<Integer> units) {
  /** Copies the numbers, and refuses with {@link IllegalArgumentException} those below 0. */
  public MissingColumns {
    units = List.copyOf(units);
    if (units.stream().anyMatch(unit -> unit < 0)) {
      throw new IllegalArgumentException("Expected numbers of variables from 0, found " + units);
    }
  }

  /** {@code columns} columns, none of which is ever missing. */
  public static MissingColumns none(int columns) {
    return new MissingColumns(Collections.nCopies(columns, 0));
  }

  /** The columns of the variables whose names {@link #matches} accepts. */
  public static MissingColumns of(List<String> names, List<Pattern> patterns) {
    Map<String, Integer> numbers = new HashMap<>();
    List<Integer> units = new ArrayList<>();
    for (String name : names) {
      int next = numbers.size() + 1;
      boolean may = matches(patterns, name);
      units.add(may ? numbers.computeIfAbsent(variable(name), key -> next) : 0);
    }
    return new MissingColumns(units);
  }

  /**
   * Whether a column's variable may be missing: one of the patterns matches all of its name, which
   * is the column's or, of {@code field@value}, the field's.
   */
  public static boolean matches(List<Pattern> patterns, String name) {
    String variable = variable(name);
    return patterns.stream().anyMatch(pattern -> pattern.matcher(variable).matches());
  }

  /** The field of a column {@code field@value}, else the column itself. */
  public static String variable(String name) {
    return ColumnSummary.groupOf(name).orElse(name);
  }

  /** Whether no column may be missing. */
  public boolean isNone() {
    return units.stream().allMatch(unit -> unit == 0);
  }

  /** The number of columns. */
  public int columns() {
    return units.size();
  }

  /** Whether each column may be missing, {@code [columns]}; a new array. */
  public boolean[] flags() {
    boolean[] flags = new boolean[columns()];
    IntStream.range(0, flags.length).forEach(c -> flags[c] = units.get(c) > 0);
    return flags;
  }

  /** One column of each variable that may be missing, ascending. */
  public int[] marks() {
    Set<Integer> seen = new HashSet<>(Set.of(0));
    return IntStream.range(0, columns()).filter(c -> seen.add(units.get(c))).toArray();
  }

  /** The columns that are missing together with column {@code c}, itself among them, ascending. */
  public int[] together(int c) {
    return IntStream.range(0, columns()).filter(d -> units.get(d).equals(units.get(c))).toArray();
  }

  /** The same for some of the columns, renumbered from 0. */
  MissingColumns of(List<Integer> columns) {
    return new MissingColumns(columns.stream().map(units::get).toList());
  }
}
