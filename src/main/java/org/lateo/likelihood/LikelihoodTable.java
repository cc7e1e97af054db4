package org.lateo.likelihood;

import java.util.ArrayList;
import java.util.List;
import org.lateo.config.PartKind;
import org.lateo.likelihood.Likelihood.ColumnGroup;

/** Groups of columns and their likelihoods as text, a line each under a line of headings. */
public final class LikelihoodTable {
  /** The number of columns that are named where there are more. */
  private static final int MOST_NAMES = 3;

  private LikelihoodTable() {}

  /**
   * The groups of columns as a table for people: likelihood, columns, why, suggestion.
   *
   * @param names of the columns
   * @return lines, the first are headings
   */
  public static List<String> of(List<ColumnGroup> groups, List<String> names) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("likelihood", "columns", "why", "suggestion"));
    for (ColumnGroup group : groups) {
      rows.add(
          List.of(
              PartKind.format(group.likelihood()),
              columns(group.of(names)),
              group.reason(),
              group.suggestion()));
    }
    return lines(rows);
  }

  private static String columns(List<String> names) {
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMES)) + " ... (" + names.size() + ")";
  }

  private static List<String> lines(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(2 + widths[i] - row.get(i).length()));
    }
    return line.toString().stripTrailing();
  }
}
