package org.lateo.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.output.TakesMissing;
import org.lateo.report.page.DataTable;
import org.lateo.report.page.Section;
import org.lateo.tables.Column;
import org.lateo.tables.ColumnType;
import org.tribuo.Example;
import org.tribuo.Feature;

/** The part of a report about columns: what they were taken for, and how often they have no value. */
record ColumnsSection(Facts facts) {
  private static final int MOST_LINES = 60;

  /** Nothing where no columns are known, as of images. */
  List<Section> sections() {
    List<Column> columns = facts.knownColumns();
    if (columns.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> present = present();
    List<List<String>> lines =
        columns.stream().limit(MOST_LINES).map(column -> line(column, present)).toList();
    return List.of(
        new Section(
            "Columns",
            "What each column of the file was taken for; the model reads later files in the same way.",
            new DataTable(caption(columns), header(), lines)));
  }

  private boolean hasRows() {
    return facts.size() > 0;
  }

  private List<String> header() {
    return hasRows()
        ? List.of("column", "taken as", "missing", "why")
        : List.of("column", "taken as", "why");
  }

  private static String caption(List<Column> columns) {
    String more =
        columns.size() > MOST_LINES
            ? "The first " + MOST_LINES + " of " + columns.size() + " columns. "
            : "";
    return more
        + "Ids, constants and texts of which few recur are left out. Another type is set by"
        + " --categorical, --date, --id or --exclude, or by TableOptions.withColumns in Java.";
  }

  private List<String> line(Column column, Map<String, Integer> present) {
    List<String> line = new ArrayList<>();
    line.add(Facts.name(column.name()));
    line.add(column.type() + (isUsed(column) ? "" : ", left out"));
    if (hasRows()) {
      line.add(missing(column, present));
    }
    line.add(column.reason());
    return line;
  }

  private static boolean isUsed(Column column) {
    return column.type().isFeature() || column.type() == ColumnType.RESPONSE;
  }

  /** The share of rows without a value; nothing where absent values count as zero. */
  private String missing(Column column, Map<String, Integer> present) {
    String variable =
        column.type() == ColumnType.CLOCK ? column.name() + ".weekday" : column.name();
    boolean mayMiss =
        facts.model() instanceof TakesMissing model
            && (model.mayMiss(variable) || model.mayMiss(variable + "@"));
    return column.type().isFeature() && mayMiss
        ? Facts.percent(1 - present.getOrDefault(variable, 0) / (double) facts.size())
        : "–";
  }

  /** How many rows have a value of each feature or field. */
  private Map<String, Integer> present() {
    Map<String, Integer> present = new HashMap<>();
    for (Example<?> row : facts.examples()) {
      Set<String> variables = new HashSet<>();
      for (Feature feature : row) {
        variables.add(ColumnSummary.groupOf(feature.getName()).orElse(feature.getName()));
      }
      variables.forEach(name -> present.merge(name, 1, Integer::sum));
    }
    return present;
  }
}
