package org.lateo.app.impute;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.lateo.app.input.InputException;
import org.lateo.app.output.RowsFile;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.output.ImputedRow;
import org.lateo.tables.Column;
import org.lateo.tables.ColumnType;
import org.lateo.tables.Original;
import org.lateo.tables.Schema;
import org.lateo.tables.Sheet;
import org.lateo.tables.SheetRow;
import org.lateo.tables.SheetText;

/**
 * A file of rows with their missing values filled in, and nothing else changed. Behind the columns
 * of the file stand those of the model that it lacks, then what is asked for: probabilities, and
 * how much of each row was filled. A libsvm file or images, which have no table of their own,
 * become a table of the model's columns, with the responses at the end.
 */
final class ImputedTable implements Original.Changes {
  private final Sheet sheet;
  private final List<ImputedRow> rows;
  private final Map<String, Integer> features = new LinkedHashMap<>();

  /** How columns are written, those of the file and those that it lacks. */
  private final Map<String, Column> columns = new HashMap<>();

  private final boolean probabilities;
  private final Optional<String> response;
  private final Optional<String> mark;
  private final List<String> own;
  private final List<String> lacking = new ArrayList<>();
  private final List<String> categories = new ArrayList<>();
  private final List<Integer> unknown = new ArrayList<>();
  private long filled;

  /**
   * Prepares the table.
   *
   * @param sheet the rows, with the text of their cells if they are from a table
   * @param rows the rows with missing values filled in, which are read in their order
   * @param features the model's features
   * @param learned the table that the model has learned from, if it is known
   * @param response the name for a column of responses, added unless the file is a table
   * @param mark the name of a column that says how much of a row was filled
   */
  ImputedTable(
      Sheet sheet,
      List<ImputedRow> rows,
      List<String> features,
      Optional<Schema> learned,
      boolean probabilities,
      Optional<String> response,
      Optional<String> mark) {
    this.sheet = sheet;
    this.rows = rows;
    this.probabilities = probabilities;
    this.response = response.filter(name -> sheet.text().isEmpty());
    this.mark = mark;
    this.own = sheet.text().map(SheetText::columns).orElse(List.of());
    learned.ifPresent(schema -> columns.putAll(schema.columns()));
    sheet.schema().ifPresent(schema -> columns.putAll(schema.columns()));
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
    requireNewMark();
  }

  private void requireNewMark() {
    List<String> others = new ArrayList<>(own);
    others.addAll(addedNames().subList(0, addedNames().size() - (mark.isPresent() ? 1 : 0)));
    if (mark.filter(others::contains).isPresent()) {
      throw new InputException(
          "--mark: expected a name that no column has, found " + mark.orElseThrow());
    }
  }

  /** Whether a feature is made of a column of another name, such as the hour of a time. */
  private boolean isMade(String feature) {
    return sheet.text().isPresent() && sheet.columns().contains(feature);
  }

  /** Writes a file in the format of the rows, or in that of its name if it is another. */
  void write(Path to, Path named) throws IOException {
    Optional<Original> original =
        sheet.text().map(SheetText::original).filter(file -> isFormat(file, named));
    if (original.isPresent()) {
      List<Column> columns = sheet.schema().map(Schema::list).orElseThrow();
      original.get().write(to, columns, addedNames(), rows.size(), this);
    } else {
      List<String> header = new ArrayList<>(own);
      header.addAll(addedNames());
      RowsFile.named(named).write(to, header, rows.size(), this::cells);
    }
  }

  private static boolean isFormat(Original file, Path named) {
    return RowsFile.isStandardOutput(named)
        || RowsFile.named(named).json() == file.isJson()
        || (file.isJson() && named.toString().endsWith(".json"));
  }

  private List<String> addedNames() {
    List<String> names = new ArrayList<>(lacking);
    names.addAll(categories);
    response.ifPresent(names::add);
    mark.ifPresent(names::add);
    return names;
  }

  /** How many cells are filled in, in all rows that are written. */
  long filledCells() {
    return filled;
  }

  /** The numbers, from 1, of rows that are written and of which nothing was known. */
  int[] unknownRows() {
    return unknown.stream().mapToInt(Integer::intValue).toArray();
  }

  private long filledCells(int row) {
    long there = IntStream.range(0, own.size()).filter(c -> isFilled(row, c)).count();
    return there + lacking.stream().filter(name -> isImputed(row, name)).count();
  }

  private boolean isImputed(int row, String feature) {
    return rows.get(row).imputed()[features.get(feature)];
  }

  private boolean isFilled(int row, int column) {
    return sheet.isGap(text(row, column)) && filledIn(row, own.get(column)).isPresent();
  }

  private String text(int row, int column) {
    return sheet.text().orElseThrow().rows().get(row).get(column);
  }

  private List<String> cells(int row) {
    List<String> cells = new ArrayList<>();
    IntStream.range(0, own.size())
        .forEach(c -> cells.add(cell(row, c).orElseGet(() -> text(row, c))));
    cells.addAll(added(row));
    return cells;
  }

  @Override
  public List<String> added(int row) {
    count(row);
    SheetRow given = sheet.rows().get(row);
    List<String> cells = new ArrayList<>();
    lacking.forEach(name -> cells.add(known(name, row)));
    categories.forEach(name -> cells.add(text(name, rows.get(row).values()[features.get(name)])));
    response.ifPresent(name -> cells.add(given.response().orElse("")));
    mark.ifPresent(name -> cells.add(mark(row)));
    return cells;
  }

  /** Each row's added cells are asked for once. */
  private void count(int row) {
    filled += filledCells(row);
    if (rows.get(row).isEmpty()) {
      unknown.add(row + 1);
    }
  }

  /** How much of a row was filled: none, some, or all if nothing was known of it. */
  private String mark(int row) {
    return rows.get(row).isEmpty() ? "all" : filledCells(row) > 0 ? "some" : "none";
  }

  /** An empty cell filled in; a category without the blanks around it. */
  @Override
  public Optional<String> cell(int row, int column) {
    String text = text(row, column);
    if (sheet.isGap(text)) {
      return filledIn(row, own.get(column));
    }
    boolean word = sheet.fields().contains(own.get(column));
    return word && !text.equals(text.strip()) ? Optional.of(text.strip()) : Optional.empty();
  }

  /** The text for an empty cell; none in columns that the model does not know. */
  private Optional<String> filledIn(int row, String column) {
    return sheet.fields().contains(column)
        ? word(column, rows.get(row))
        : Optional.ofNullable(features.get(column))
            .map(c -> text(column, number(c, rows.get(row))));
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

  private String known(String name, int row) {
    return text(
        name,
        isImputed(row, name)
            ? number(features.get(name), rows.get(row))
            : sheet.rows().get(row).value(name));
  }

  private double number(int column, ImputedRow row) {
    return probabilities ? row.values()[column] : row.value(column);
  }

  /** As the file writes the column, such as a date, or would write it. */
  private String text(String name, double value) {
    return columns
        .getOrDefault(name, Column.given(name, ColumnType.NUMBER))
        .text(value, sheet.cells());
  }
}
