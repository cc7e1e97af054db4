package org.lateo.tables;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tribuo.Model;

/** Which rows to read, and how. Methods return changed copies. */
public final class TableOptions implements Cloneable {
  private final Path data;
  private Optional<Path> labels = Optional.empty();
  private Optional<String> response = Optional.empty();
  private int limit = Integer.MAX_VALUE;
  private Predicate<String> missing = column -> false;
  private boolean gaps;
  private boolean constants = true;
  private Function<String, Optional<Column>> columns = column -> Optional.empty();
  private CellFormat cells = CellFormat.DEFAULT;
  private Optional<Character> separator = Optional.empty();
  private boolean header = true;
  private Charset encoding = StandardCharsets.UTF_8;
  private boolean text;
  private Optional<LearnedColumns> learned = Optional.empty();
  private boolean absentAsZero;

  private TableOptions(Path data) {
    this.data = data;
  }

  /** Every row of a file; {@code -} is the standard input. The types of columns are found out. */
  public static TableOptions of(Path data) {
    return new TableOptions(data);
  }

  private TableOptions with(Consumer<TableOptions> change) {
    try {
      TableOptions copy = (TableOptions) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("This class can be cloned", e);
    }
  }

  /** With a column that is the output. */
  public TableOptions withResponse(String column) {
    return with(copy -> copy.response = Optional.of(column));
  }

  /** With a file of labels, for images. */
  public TableOptions withLabels(Path path) {
    return with(copy -> copy.labels = Optional.of(path));
  }

  /** The first rows alone. */
  public TableOptions withLimit(int rows) {
    return with(copy -> copy.limit = rows);
  }

  /**
   * With columns that may be missing, by the names of their features: there gaps are absent and
   * zeros are kept as values. Other columns may have no gaps, and their zeros are left out.
   */
  public TableOptions withMissing(Predicate<String> which) {
    return with(copy -> copy.missing = which);
  }

  /** With every column that has gaps taken as one that may be missing. */
  public TableOptions withGaps() {
    return with(copy -> copy.gaps = true);
  }

  /**
   * Without columns that are the same in every row. A detector of unusual rows should keep them,
   * since another value would be unusual.
   */
  public TableOptions withoutConstants() {
    return with(copy -> copy.constants = false);
  }

  /** With columns of known types; those of others are found out. */
  public TableOptions withColumns(Function<String, Optional<Column>> known) {
    return with(copy -> copy.columns = known);
  }

  /** With a format of cells. */
  public TableOptions withCells(CellFormat format) {
    return with(copy -> copy.cells = format);
  }

  /** With a character between cells, which is otherwise found out. */
  public TableOptions withSeparator(char between) {
    return with(copy -> copy.separator = Optional.of(between));
  }

  /**
   * Without a header: the first line is a row, and columns are called {@code column 1} and so on.
   */
  public TableOptions withoutHeader() {
    return with(copy -> copy.header = false);
  }

  /** With text in an encoding other than UTF-8; a byte order mark of UTF-16 is seen anyhow. */
  public TableOptions withEncoding(Charset charset) {
    return with(copy -> copy.encoding = charset);
  }

  /** With the text of the cells kept. */
  public TableOptions withText() {
    return with(copy -> copy.text = true);
  }

  /**
   * With columns, gaps and format of cells as in the table that a model has learned from. Columns
   * that it does not know are left out, and a file that lacks its columns is refused unless they
   * may be missing.
   */
  public TableOptions forModel(Model<?> model) {
    LearnedColumns columnsOfModel = LearnedColumns.of(model);
    return withColumns(name -> Optional.of(columnsOfModel.column(name)))
        .withCells(columnsOfModel.cells())
        .withMissing(columnsOfModel.missing())
        .with(copy -> copy.learned = Optional.of(columnsOfModel));
  }

  /**
   * With columns of the model that the file lacks taken as zero in every row; those that may be
   * missing are missing in either case.
   */
  public TableOptions withAbsentAsZero() {
    return with(copy -> copy.absentAsZero = true);
  }

  /** With the output of the model's table left out, unless another column is the output. */
  public TableOptions withoutResponse() {
    Function<String, Optional<Column>> all = columns;
    return withColumns(name -> all.apply(name).map(TableOptions::withoutResponse));
  }

  private static Column withoutResponse(Column column) {
    return column.type() == ColumnType.RESPONSE
        ? Column.given(column.name(), ColumnType.UNKNOWN)
        : column;
  }

  Path data() {
    return data;
  }

  Optional<Path> labels() {
    return labels;
  }

  Optional<String> response() {
    return response;
  }

  int limit() {
    return limit;
  }

  Predicate<String> missing() {
    return missing;
  }

  boolean gaps() {
    return gaps;
  }

  boolean constants() {
    return constants;
  }

  /** How a column is to be read, if that is known: the output, or by its given type. */
  Optional<Column> column(String name) {
    if (response.isEmpty()) {
      return columns.apply(name);
    }
    return response.get().equals(name)
        ? Optional.of(Column.given(name, ColumnType.RESPONSE))
        : columns.apply(name).map(TableOptions::withoutResponse);
  }

  /** The format of cells. */
  public CellFormat cells() {
    return cells;
  }

  Optional<Character> separator() {
    return separator;
  }

  boolean header() {
    return header;
  }

  Charset encoding() {
    return encoding;
  }

  boolean text() {
    return text;
  }

  /** The columns of the model that the rows are for, if they are for one. */
  Optional<LearnedColumns> learned() {
    return learned;
  }

  boolean absentAsZero() {
    return absentAsZero;
  }
}
