package org.lateo.app.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lateo.app.input.Advice;
import org.lateo.tables.Column;
import org.lateo.tables.ColumnType;
import org.lateo.tables.Names;
import org.lateo.tables.Schema;
import org.lateo.tables.Sheet;

/** Says what the columns of a table were taken for, and why. */
final class ColumnListing {
  /** More columns with a line each would hide the rest. */
  private static final int MOST_LINES = 40;

  private static final int WIDEST_NAME = 24;

  private ColumnListing() {}

  /** Lines of text; none for files whose columns have no types. */
  static List<String> of(Sheet sheet) {
    return sheet.schema().map(schema -> lines(sheet, schema)).orElse(List.of());
  }

  private static List<String> lines(Sheet sheet, Schema schema) {
    List<String> numbers = schema.names(ColumnType.NUMBER);
    List<Column> others =
        schema.list().stream().filter(column -> column.type() != ColumnType.NUMBER).toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%s: %s; %d column%s of numbers: %s",
            sheet.source(),
            sheet.format(),
            numbers.size(),
            numbers.size() == 1 ? "" : "s",
            Names.list(numbers)));
    int width =
        Math.min(WIDEST_NAME, others.stream().mapToInt(c -> c.name().length()).max().orElse(1));
    others.stream().limit(MOST_LINES).forEach(column -> lines.add(line(column, width)));
    if (others.size() > MOST_LINES) {
      lines.add("  and " + (others.size() - MOST_LINES) + " more");
    }
    if (!sheet.gaps().isEmpty()) {
      lines.add("  gaps, taken as missing values, in " + Names.list(sheet.gaps()));
    }
    return lines;
  }

  private static String line(Column column, int width) {
    boolean used = column.type().isFeature() || column.type() == ColumnType.RESPONSE;
    return String.format(
        Locale.ROOT,
        "  %-" + (width + 2) + "s  %-8s  %s%s%s",
        Names.quoted(column.name()),
        column.type(),
        column.reason(),
        column.pattern().isEmpty() || column.pattern().equals(Column.IN_TEXT)
            ? ""
            : ", " + column.pattern(),
        used ? "" : "; left out" + otherwise(column));
  }

  /** By which option a column of words would be taken. */
  private static String otherwise(Column column) {
    if (column.type() != ColumnType.TEXT) {
      return "";
    }
    if (column.pattern().equals(Column.IN_TEXT)) {
      return " (--number " + Advice.pattern(column.name()) + " takes it)";
    }
    return column.pattern().isEmpty()
        ? " (--categorical " + Advice.pattern(column.name()) + " takes it)"
        : " (--date " + Advice.argument(column.name() + "=" + column.pattern()) + " takes it)";
  }
}
