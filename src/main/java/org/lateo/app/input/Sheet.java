package org.lateo.app.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.lateo.likelihood.ColumnSummary;

/**
 * What a data file holds, before it becomes a Tribuo dataset.
 *
 * @param source name of the file
 * @param digest SHA-256 of its bytes as they are stored
 * @param columns names of the feature columns, those of zeros included
 * @param rows at least one
 * @param sparse whether a column that is nowhere in the file is zero, not forgotten
 * @param images how large images are if the rows are images
 * @param fields columns of the file that hold categories, features {@code field@value} here
 * @param ignored columns of the file that were not read, for the model does not know them
 * @param missing whether a column of that name may be missing, see {@link DataOptions}
 * @param text the cells as they stand in the file, if they were asked for
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
    Optional<SheetText> text) {

  /** Copies nothing but refuses what has no row or no column. */
  public Sheet {
    Position position = Position.of(source);
    if (columns.isEmpty() && fields.isEmpty() && ignored.isEmpty()) {
      throw position.expected("at least one feature", "none");
    }
    if (rows.isEmpty()) {
      throw position.expected("at least one row", "none");
    }
  }

  static Sheet of(DataFile file, List<String> columns, List<SheetRow> rows) throws IOException {
    return new Sheet(
        file.name(),
        file.digest(),
        columns,
        rows,
        false,
        Optional.empty(),
        Set.of(),
        List.of(),
        column -> false,
        Optional.empty());
  }

  Sheet withImages(ImageSize size) {
    return with(rows, sparse, Optional.of(size), fields, ignored, missing, text);
  }

  Sheet asSparse() {
    return with(rows, true, images, fields, ignored, missing, text);
  }

  Sheet withFields(Set<String> names) {
    return with(rows, sparse, images, names, ignored, missing, text);
  }

  Sheet withIgnored(List<String> names) {
    return with(rows, sparse, images, fields, names, missing, text);
  }

  Sheet withMissing(Predicate<String> names) {
    return with(rows, sparse, images, fields, ignored, names, text);
  }

  Sheet withText(SheetText cells) {
    return with(rows, sparse, images, fields, ignored, missing, Optional.of(cells));
  }

  /** The same without rows after the first {@code most}. */
  public Sheet first(int most) {
    List<SheetRow> some = rows.subList(0, Math.min(most, rows.size()));
    return with(some, sparse, images, fields, ignored, missing, text);
  }

  /** The same with 1 for values above 0.5 and 0 for others. */
  public Sheet binarised() {
    List<SheetRow> cut = rows.stream().map(RowBuffer::binarised).toList();
    return with(cut, sparse, images, fields, ignored, missing, text);
  }

  private Sheet with(
      List<SheetRow> newRows,
      boolean newSparse,
      Optional<ImageSize> newImages,
      Set<String> newFields,
      List<String> newIgnored,
      Predicate<String> newMissing,
      Optional<SheetText> newText) {
    return new Sheet(
        source,
        digest,
        columns,
        newRows,
        newSparse,
        newImages,
        newFields,
        newIgnored,
        newMissing,
        newText);
  }

  /** What provenance says of the data. */
  String description() {
    return source + ", SHA-256 " + digest + ", rows 1 to " + rows.size();
  }

  /** Number of rows. */
  public int size() {
    return rows.size();
  }

  /** The rows that have a response, by their numbers from 0. */
  public int[] answered() {
    return IntStream.range(0, rows.size())
        .filter(row -> rows.get(row).response().isPresent())
        .toArray();
  }

  /**
   * The columns of the file whose values are missing in every row: a column of categories by its
   * own name.
   */
  public List<String> columnsWithoutValue() {
    Set<String> empty = new LinkedHashSet<>(columns);
    empty.removeIf(missing.negate());
    rows.forEach(row -> Arrays.asList(row.columns()).forEach(empty::remove));
    List<String> found = new ArrayList<>(empty);
    fields.stream().filter(field -> !hasCategory(field)).sorted().forEach(found::add);
    return found;
  }

  private boolean hasCategory(String field) {
    return columns.stream()
        .anyMatch(column -> ColumnSummary.groupOf(column).filter(field::equals).isPresent());
  }

  /** Whether any row has a response. */
  public boolean hasResponses() {
    return rows.stream().anyMatch(row -> row.response().isPresent());
  }
}
