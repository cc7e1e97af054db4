package org.lateo.app.input;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
 * @param missing whether a column of that name may be missing, see {@link DataOptions}
 */
public record Sheet(
    String source,
    String digest,
    List<String> columns,
    List<SheetRow> rows,
    boolean sparse,
    Optional<ImageSize> images,
    Set<String> fields,
    Predicate<String> missing) {

  /** Copies nothing but refuses what has no row or no column. */
  public Sheet {
    Place place = Place.of(source);
    if (columns.isEmpty()) {
      throw place.expected("at least one feature", "none");
    }
    if (rows.isEmpty()) {
      throw place.expected("at least one row", "none");
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
        column -> false);
  }

  Sheet withImages(ImageSize size) {
    return new Sheet(source, digest, columns, rows, sparse, Optional.of(size), fields, missing);
  }

  Sheet asSparse() {
    return new Sheet(source, digest, columns, rows, true, images, fields, missing);
  }

  Sheet withFields(Set<String> names) {
    return new Sheet(source, digest, columns, rows, sparse, images, names, missing);
  }

  Sheet withMissing(Predicate<String> names) {
    return new Sheet(source, digest, columns, rows, sparse, images, fields, names);
  }

  /** The same without rows after the first {@code most}. */
  public Sheet first(int most) {
    List<SheetRow> some = rows.subList(0, Math.min(most, rows.size()));
    return new Sheet(source, digest, columns, some, sparse, images, fields, missing);
  }

  /** The same with 1 for values above 0.5 and 0 for others. */
  public Sheet binarised() {
    List<SheetRow> cut = rows.stream().map(SheetRow::binarised).toList();
    return new Sheet(source, digest, columns, cut, sparse, images, fields, missing);
  }

  /** What provenance says of the data. */
  String description() {
    return source + ", SHA-256 " + digest + ", rows 1 to " + rows.size();
  }

  /** Number of rows. */
  public int size() {
    return rows.size();
  }

  /** Whether any row has a response. */
  public boolean hasResponses() {
    return rows.stream().anyMatch(row -> row.response().isPresent());
  }
}
