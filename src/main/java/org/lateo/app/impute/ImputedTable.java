package org.lateo.app.impute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.output.ImputedRow;
import org.lateo.tables.Schema;
import org.lateo.tables.Sheet;
import org.lateo.tables.SheetRow;
import org.lateo.tables.SheetText;

/**
 * A table of rows with their missing values filled in: the columns of the input file, then columns
 * of the model that the file lacks, then probabilities if they are asked for. A libsvm file or
 * images, which have no table of their own, become a table of the model's columns.
 */
final class ImputedTable {
  private final Sheet sheet;
  private final Map<String, Integer> features = new LinkedHashMap<>();
  private final boolean probabilities;
  private final Optional<String> response;
  private final List<String> own;
  private final List<String> lacking = new ArrayList<>();
  private final List<String> categories = new ArrayList<>();
  private long filled;

  /**
   * Prepares the table.
   *
   * @param sheet the rows, with the text of their cells if they are from a CSV file
   * @param features the model's features
   * @param response the name for a column of responses, added unless the file is a CSV file
   */
  ImputedTable(
      Sheet sheet, List<String> features, boolean probabilities, Optional<String> response) {
    this.sheet = sheet;
    this.probabilities = probabilities;
    this.response = response.filter(name -> sheet.text().isEmpty());
    this.own = sheet.text().map(SheetText::columns).orElse(List.of());
    features.forEach(name -> this.features.put(name, this.features.size()));
    Set<String> there = new HashSet<>(own);
    for (String name : features) {
      boolean word = ColumnSummary.groupOf(name).filter(sheet.fields()::contains).isPresent();
      if (word && probabilities) {
        categories.add(name);
      } else if (!word && !there.contains(name) && !isMade(name)) {
        lacking.add(name);
      }
    }
  }

  /** Whether a feature is made of a column of another name, such as the hour of a time. */
  private boolean isMade(String feature) {
    return sheet.text().isPresent() && sheet.columns().contains(feature);
  }

  /** What stands between cells. */
  char separator() {
    return sheet.text().flatMap(SheetText::separator).orElse(',');
  }

  /** The names of the columns. */
  List<String> header() {
    List<String> header = new ArrayList<>(sheet.text().map(SheetText::header).orElse(List.of()));
    header.addAll(lacking);
    header.addAll(categories);
    response.ifPresent(header::add);
    return header;
  }

  /** How many cells have been filled in so far. */
  long filledCells() {
    return filled;
  }

  /** The cells of the sheet's row with an index. */
  List<String> cells(int index, ImputedRow row) {
    SheetRow given = sheet.rows().get(index);
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      cells.add(cell(own.get(i), sheet.text().orElseThrow().rows().get(index).get(i), row));
    }
    lacking.forEach(name -> cells.add(known(name, given, row)));
    categories.forEach(name -> cells.add(number(row.values()[features.get(name)])));
    response.ifPresent(name -> cells.add(given.response().orElse("")));
    return cells;
  }

  /** An empty cell filled in, or else the cell's text, a category without the blanks around it. */
  private String cell(String column, String text, ImputedRow row) {
    if (sheet.isGap(text)) {
      return filledIn(column, row).orElse(text);
    }
    return sheet.fields().contains(column) ? text.strip() : text;
  }

  /** The text for an empty cell; none in columns that the model does not know. */
  private Optional<String> filledIn(String column, ImputedRow row) {
    Optional<String> text =
        sheet.fields().contains(column)
            ? word(column, row)
            : Optional.ofNullable(features.get(column)).map(c -> text(column, c, row));
    filled += text.isPresent() ? 1 : 0;
    return text;
  }

  /** The most probable word or, if the model takes categories as numbers, that of the largest. */
  private Optional<String> word(String field, ImputedRow row) {
    if (row.fields().contains(field)) {
      return row.category(field);
    }
    return features.keySet().stream()
        .filter(name -> ColumnSummary.groupOf(name).filter(field::equals).isPresent())
        .max(Comparator.comparingDouble(name -> row.values()[features.get(name)]))
        .map(name -> name.substring(field.length() + 1));
  }

  private String known(String name, SheetRow given, ImputedRow row) {
    int column = features.get(name);
    if (row.imputed()[column]) {
      filled++;
      return value(column, row);
    }
    return number(given.value(name));
  }

  private String value(int column, ImputedRow row) {
    return number(number(column, row));
  }

  private double number(int column, ImputedRow row) {
    return probabilities ? row.values()[column] : row.value(column);
  }

  /** As the file writes the column, such as a date. */
  private String text(String name, int column, ImputedRow row) {
    Schema schema = sheet.schema().orElseThrow();
    return schema.columns().get(name).text(number(column, row), schema.cells());
  }

  /** The shortest text that reads back as the value, which is often a float. */
  private static String number(double value) {
    float single = (float) value;
    return single == value ? Float.toString(single) : Double.toString(value);
  }
}
