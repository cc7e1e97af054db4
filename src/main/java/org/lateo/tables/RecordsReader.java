package org.lateo.tables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.lateo.data.LazyList;
import org.lateo.tables.TableException.Remedy;

/**
 * Reads rows of text as rows of features: all cells first, as far as they are numbers; then the
 * types of the columns are chosen; then the cells become features. A file is read twice if a column
 * has words after numbers.
 */
final class RecordsReader {
  private final DataFile file;
  private final TableOptions options;
  private final Opening opening;
  private final List<ColumnScan> columns = new ArrayList<>();
  private CellStore cells = new CellStore();
  private CellStore.Numbers rows;
  private String format = "";
  private Original original;

  /** Opens the file. */
  interface Opening {
    Records open() throws IOException;
  }

  private RecordsReader(DataFile file, TableOptions options, Opening opening) {
    this.file = file;
    this.options = options;
    this.opening = opening;
  }

  static Sheet read(DataFile file, TableOptions options, Opening opening) throws IOException {
    return new RecordsReader(file, options, opening).read();
  }

  private Sheet read() throws IOException {
    scan(Set.of());
    Set<String> mixed = new HashSet<>();
    columns.stream().filter(ColumnScan::isCutShort).forEach(column -> mixed.add(column.name()));
    if (!mixed.isEmpty()) {
      scan(mixed);
    }
    requireResponse();
    return sheet(types());
  }

  /** Reads all cells, those of some columns as words. */
  private void scan(Set<String> asWords) throws IOException {
    columns.clear();
    cells = new CellStore();
    try (Records records = opening.open()) {
      addColumns(records, asWords);
      String[] row = cells.size() < options.limit() ? records.next() : null;
      while (row != null) {
        addColumns(records, asWords);
        add(row);
        row = cells.size() < options.limit() ? records.next() : null;
      }
      rows = cells.numbers();
      format = records.format();
      original = records.original();
    }
  }

  private void addColumns(Records records, Set<String> asWords) {
    if (records.width() > columns.size()) {
      List<String> names = records.names();
      for (String name : names.subList(columns.size(), names.size())) {
        columns.add(
            new ColumnScan(
                name,
                file.position(),
                options.cells(),
                options.column(name),
                asWords.contains(name),
                cells.size()));
      }
    }
  }

  private void add(String... text) {
    int row = cells.size() + 1;
    double[] values = new double[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).add(i < text.length ? text[i] : null, row);
    }
    cells.add(values);
    if (options.text()) {
      cells.addText(Arrays.copyOf(text, columns.size()));
    }
  }

  private void requireResponse() {
    List<String> names = columns.stream().map(ColumnScan::name).toList();
    if (options.response().isPresent() && !names.contains(options.response().get())) {
      throw file.position()
          .expected(
              "a column " + Names.quoted(options.response().get()), Names.list(names, MOST_LISTED));
    }
  }

  private static final int MOST_LISTED = 100;

  private List<Column> types() {
    TypeChoice choice = new TypeChoice(rows.size(), options.constants());
    return IntStream.range(0, columns.size())
        .mapToObj(i -> choice.choose(columns.get(i), row -> rows.cell(row, i)))
        .toList();
  }

  private Sheet sheet(List<Column> types) throws IOException {
    List<FeatureColumn> features =
        IntStream.range(0, columns.size())
            .filter(i -> types.get(i).type().isFeature())
            .mapToObj(i -> FeatureColumn.of(i, types.get(i), columns.get(i)))
            .toList();
    FeatureColumn.requireApart(features, file.position());
    Predicate<FeatureColumn> missing = feature -> feature.mayMiss(options.missing());
    if (!options.gaps()) {
      refuseGaps(features, missing);
    }
    Set<String> gaps = new HashSet<>();
    features.stream()
        .filter(feature -> columns.get(feature.column()).gaps() > 0)
        .flatMap(feature -> feature.variables().stream())
        .forEach(variable -> gaps.add(FeatureColumn.variable(variable)));
    fieldGaps(features).requireWhole(gaps, file.position());
    Predicate<String> mayMiss =
        name -> options.missing().test(name) || gaps.contains(FeatureColumn.variable(name));
    return new Sheet(
        file.name(),
        file.digest(),
        features.stream().flatMap(feature -> feature.features().stream()).toList(),
        sheetRows(features, mayMiss, types),
        false,
        Optional.empty(),
        fields(features),
        IntStream.range(0, columns.size())
            .filter(i -> types.get(i).type() == ColumnType.UNKNOWN)
            .mapToObj(i -> columns.get(i).name())
            .toList(),
        mayMiss,
        options.text()
            ? Optional.of(
                new SheetText(
                    columns.stream().map(ColumnScan::name).toList(),
                    cells.texts(columns.size()),
                    original))
            : Optional.empty(),
        Optional.of(Schema.of(types, options.cells())),
        format,
        gaps.stream().sorted().toList());
  }

  private FieldGaps fieldGaps(List<FeatureColumn> features) {
    CellStore.Numbers numbers = rows;
    return new FieldGaps(
        features.stream().map(FeatureColumn::name).toList(),
        numbers.size(),
        (row, i) -> Double.isNaN(numbers.cell(row, features.get(i).column())));
  }

  private static Set<String> fields(List<FeatureColumn> features) {
    Set<String> fields = new HashSet<>();
    features.forEach(feature -> feature.field().ifPresent(fields::add));
    return Set.copyOf(fields);
  }

  private void refuseGaps(List<FeatureColumn> features, Predicate<FeatureColumn> missing) {
    List<ColumnScan> incomplete =
        features.stream()
            .filter(missing.negate())
            .map(feature -> columns.get(feature.column()))
            .filter(column -> column.gaps() > 0)
            .toList();
    if (!incomplete.isEmpty()) {
      ColumnScan first =
          incomplete.stream()
              .min(Comparator.comparingInt(column -> column.firstGap().row()))
              .orElseThrow();
      throw first
          .firstGap()
          .expected(
              first.hasWords() ? "a category" : "a number",
              first.gapText(),
              Remedy.MISSING,
              incomplete.stream().map(ColumnScan::name).toList());
    }
  }

  /** The features of each row. */
  private List<SheetRow> sheetRows(
      List<FeatureColumn> features, Predicate<String> mayMiss, List<Column> types) {
    FeatureColumn[] sorted =
        features.stream()
            .sorted(Comparator.comparing(FeatureColumn::name))
            .toArray(FeatureColumn[]::new);
    Arrays.stream(sorted).forEach(feature -> feature.keepZeros(mayMiss));
    int response =
        IntStream.range(0, types.size())
            .filter(i -> types.get(i).type() == ColumnType.RESPONSE && columns.get(i).hasWords())
            .findFirst()
            .orElse(-1);
    List<String> responses = response < 0 ? List.of() : columns.get(response).words();
    CellStore.Numbers numbers = rows;
    return new LazyList<>(
        rows.size(), row -> sheetRow(row, numbers.row(row), sorted, response, responses));
  }

  private static SheetRow sheetRow(
      int row, ByteBuffer numbers, FeatureColumn[] features, int response, List<String> responses) {
    RowBuffer buffer = new RowBuffer(2 * features.length);
    for (FeatureColumn feature : features) {
      feature.add(CellStore.Numbers.cell(numbers, feature.column()), buffer);
    }
    double word = response < 0 ? Double.NaN : CellStore.Numbers.cell(numbers, response);
    return buffer.take(row + 1, Double.isNaN(word) ? null : responses.get((int) word));
  }
}
