package org.lateo.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

/**
 * The part of a report about columns: what they were taken for, and how often they have no value.
 */
record ColumnsSection(Facts facts) {
  private static final int MOST_LINES = 60;

  /** Of columns whose absent values count as zero, and of those that are no features. */
  private static final String NEVER = "–";

  /** What is told of a column; columns of which the same is told share a line. */
  private record Told(String type, String missing, String reason) {}

  /** Nothing where no columns are known, as of images. */
  List<Section> sections() {
    List<Column> columns = facts.knownColumns();
    if (columns.isEmpty()) {
      return List.of();
    }
    Map<Told, List<String>> alike = alike(columns);
    return List.of(
        new Section(
            "Columns",
            "What each column of the file was taken for; the model reads later files in the same way.",
            table(alike)));
  }

  private Map<Told, List<String>> alike(List<Column> columns) {
    Map<String, Integer> present = present();
    Map<Told, List<String>> alike = new LinkedHashMap<>();
    for (Column column : columns) {
      alike
          .computeIfAbsent(told(column, present), told -> new ArrayList<>())
          .add(Facts.name(column.name()));
    }
    return alike;
  }

  private Told told(Column column, Map<String, Integer> present) {
    return new Told(
        column.type() + (isUsed(column) ? "" : ", left out"),
        missing(column, present),
        column.reason());
  }

  /** A column of which the same is told everywhere is left out. */
  private static DataTable table(Map<Told, List<String>> alike) {
    boolean misses = alike.keySet().stream().anyMatch(told -> !told.missing().equals(NEVER));
    boolean isReasoned = alike.keySet().stream().map(Told::reason).distinct().count() > 1;
    List<String> header = new ArrayList<>(List.of("taken as", "columns"));
    header.addAll(misses ? List.of("missing") : List.of());
    header.addAll(isReasoned ? List.of("why") : List.of());
    List<List<String>> lines = new ArrayList<>();
    alike.forEach(
        (told, names) -> {
          List<String> line = new ArrayList<>(List.of(told.type(), String.join(", ", names)));
          line.addAll(misses ? List.of(told.missing()) : List.of());
          line.addAll(isReasoned ? List.of(told.reason()) : List.of());
          lines.add(line);
        });
    List<List<String>> shown = lines.subList(0, Math.min(MOST_LINES, lines.size()));
    return new DataTable(caption(lines.size()), header, shown);
  }

  private static String caption(int lines) {
    String more = lines > MOST_LINES ? "The first " + MOST_LINES + " of " + lines + " lines. " : "";
    return more
        + "Ids, constants and texts of which few recur are left out. Options of train, and"
        + " TableOptions.withColumns in Java, set another type.";
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
    return column.type().isFeature() && mayMiss && facts.size() > 0
        ? Facts.percent(1 - present.getOrDefault(variable, 0) / (double) facts.size())
        : NEVER;
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
