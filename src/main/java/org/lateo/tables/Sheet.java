package org.lateo.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.lateo.data.LazyList;
import org.lateo.data.RecordStore;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.tables.TableException.Remedy;

/**
 * The contents of a data file, before they become a Tribuo dataset.
 *
 * @param source name of the file
 * @param digest SHA-256 of the file's bytes as they are stored
 * @param columns names of the feature columns, including columns of zeros
 * @param rows at least one; if they do not fit into memory, made anew each time they are read
 * @param sparse whether a column absent from the file is zero; else it has been left out by mistake
 * @param images the size of the images, if the rows are images
 * @param fields columns of the file that hold categories, here features {@code field@value}
 * @param ignored columns of the file that were not read, since the model does not know them
 * @param missing whether a column of that name may be missing, see {@link TableOptions}
 * @param text the text of the cells, if it was asked for
 * @param schema how the columns were read; empty for files without types of columns
 * @param format how cells are told apart, in words; empty for files of numbers
 * @param gaps the features, or fields of {@code field@value}, that have gaps, ascending
 */
public record Sheet(
    String source,
    String digest,
    List<String> columns,
    List<SheetRow> rows,
    boolean sparse,
    Optional<ImageSize> images,
    Set<String> fields,
    List<String> ignored,
    Predicate<String> missing,
    Optional<SheetText> text,
    Optional<Schema> schema,
    String format,
    List<String> gaps) {

  /** Refuses a file without rows or columns. */
  public Sheet {
    Position position = Position.of(source);
    if (rows.isEmpty()) {
      throw position.expected("at least one row", "none");
    }
    if (columns.isEmpty() && fields.isEmpty() && ignored.isEmpty()) {
      throw position.expected(
          "at least one feature", leftOut(schema), remedy(schema), namesInText(schema));
    }
  }

  private static List<String> namesInText(Optional<Schema> schema) {
    return schema.map(Schema::list).orElse(List.of()).stream()
        .filter(column -> column.pattern().equals(Column.IN_TEXT))
        .map(Column::name)
        .toList();
  }

  private static Remedy remedy(Optional<Schema> schema) {
    if (!namesInText(schema).isEmpty()) {
      return Remedy.NUMBERS_IN_TEXT;
    }
    return schema.filter(known -> known.list().size() == 1).isPresent()
        ? Remedy.SEPARATOR
        : Remedy.NONE;
  }

  private static String leftOut(Optional<Schema> schema) {
    List<String> reasons =
        schema.map(Schema::list).orElse(List.of()).stream()
            .filter(column -> column.type() != ColumnType.RESPONSE)
            .limit(MOST_REASONS)
            .map(column -> Names.quoted(column.name()) + ", where " + column.reason())
            .toList();
    return reasons.isEmpty() ? "none" : String.join("; ", reasons);
  }

  private static final int MOST_REASONS = 5;

  /** A file whose columns have no types: all are numbers. */
  static Sheet of(DataFile file, List<String> columns, List<SheetRow> rows, TableOptions options)
      throws IOException {
    return new Sheet(
        file.name(),
        file.digest(),
        columns,
        rows,
        false,
        Optional.empty(),
        Set.of(),
        List.of(),
        options.missing(),
        Optional.empty(),
        Optional.empty(),
        "",
        List.of());
  }

  Sheet withImages(ImageSize size) {
    return with(rows, sparse, Optional.of(size));
  }

  Sheet asSparse() {
    return with(rows, true, images);
  }

  /** The same without rows after the first {@code most}. */
  public Sheet first(int most) {
    return withRows(rows.subList(0, Math.min(most, rows.size())));
  }

  /** The numbers, from 1, of rows without a value where every column may be missing. */
  public List<Integer> emptyRows() {
    return columns.stream().allMatch(missing)
        ? rows.stream().filter(row -> row.columns().length == 0).map(SheetRow::number).toList()
        : List.of();
  }

  /** The same without rows that have no value, of which nothing can be learned. */
  public Sheet withoutEmptyRows() {
    int[] kept =
        IntStream.range(0, rows.size()).filter(i -> rows.get(i).columns().length > 0).toArray();
    return withRows(new LazyList<>(kept.length, i -> rows.get(kept[i])));
  }

  /** The same with 1 for values above 0.5 and 0 for others. */
  public Sheet binarised() {
    return withRows(new LazyList<>(rows.size(), i -> RowBuffer.binarised(rows.get(i))));
  }

  private Sheet withRows(List<SheetRow> some) {
    return with(some, sparse, images);
  }

  private Sheet with(List<SheetRow> some, boolean zeros, Optional<ImageSize> size) {
    return new Sheet(
        source, digest, columns, some, zeros, size, fields, ignored, missing, text, schema, format,
        gaps);
  }

  /** The same with its rows in memory, if they fit into it. */
  Sheet inMemory() {
    return fitsInMemory() ? withRows(List.copyOf(rows)) : this;
  }

  /**
   * Whether rows, or examples, take no more memory than is there for them; by some rows from all
   * over the file, whose first may have fewer values.
   */
  boolean fitsInMemory() {
    int weighed = Math.min(ROWS_WEIGHED, rows.size());
    double bytes =
        IntStream.range(0, weighed)
            .map(i -> (int) ((long) i * rows.size() / weighed))
            .map(row -> BYTES_A_ROW + BYTES_A_VALUE * rows.get(row).columns().length)
            .average()
            .orElseThrow();
    return bytes * rows.size() <= RecordStore.Builder.mostInMemory();
  }

  private static final int ROWS_WEIGHED = 100;
  private static final int BYTES_A_ROW = 100;
  private static final int BYTES_A_VALUE = 12;

  /** What provenance says of the data. */
  String description() {
    return source + TableProvenance.DIGEST + digest + ", rows 1 to " + rows.size();
  }

  /** Number of rows. */
  public int size() {
    return rows.size();
  }

  /** The numbers, from 1, of the rows in the file. */
  public int[] numbers() {
    return rows.stream().mapToInt(SheetRow::number).toArray();
  }

  /** The numbers, from 1, of the rows that have a response. */
  public int[] answered() {
    return rows.stream()
        .filter(row -> row.response().isPresent())
        .mapToInt(SheetRow::number)
        .toArray();
  }

  /**
   * The columns of the file whose values are missing in every row; a column of categories by the
   * column's name.
   */
  public List<String> columnsWithoutValue() {
    Set<String> empty = new LinkedHashSet<>(columns);
    empty.removeIf(missing.negate());
    Iterator<SheetRow> all = rows.iterator();
    while (!empty.isEmpty() && all.hasNext()) {
      Arrays.asList(all.next().columns()).forEach(empty::remove);
    }
    List<String> found = new ArrayList<>(empty);
    fields.stream().filter(field -> !hasCategory(field)).sorted().forEach(found::add);
    return found;
  }

  private boolean hasCategory(String field) {
    return columns.stream()
        .anyMatch(column -> ColumnSummary.groupOf(column).filter(field::equals).isPresent());
  }

  /** How cells are written. */
  public CellFormat cells() {
    return schema.map(Schema::cells).orElse(CellFormat.DEFAULT);
  }

  /** Whether a cell's text stands for no value. */
  public boolean isGap(String cell) {
    return cells().isGap(cell.strip());
  }

  /** The name of the column of responses, "response" where columns have no names. */
  public String responseName() {
    return schema.flatMap(Schema::response).orElse("response");
  }

  /** Whether any row has a response. */
  public boolean hasResponses() {
    return rows.stream().anyMatch(row -> row.response().isPresent());
  }
}
