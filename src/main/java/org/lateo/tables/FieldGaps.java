package org.lateo.tables;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The gaps of columns {@code field@value}. A field is missing as a whole: an example that has one
 * of its features has zeros in the others.
 *
 * @param names of the columns
 */
record FieldGaps(List<String> names, int rows, Cells cells) {
  /** Where the gaps are. */
  interface Cells {
    /** Whether there is a gap, by the numbers of row and column, from 0. */
    boolean isGap(int row, int column);
  }

  /** Refuses rows in which some columns of a field have a gap and others have a value. */
  void requireWhole(Set<String> fields, Position file) {
    for (String field : fields) {
      int[] columns =
          IntStream.range(0, names.size())
              .filter(c -> FeatureColumn.variable(names.get(c)).equals(field))
              .toArray();
      for (int row = 0; columns.length > 1 && row < rows; row++) {
        requireWhole(columns, row, file);
      }
    }
  }

  private void requireWhole(int[] columns, int row, Position file) {
    int first = columns[0];
    boolean gap = cells.isGap(row, first);
    OptionalInt other = IntStream.of(columns).filter(c -> cells.isGap(row, c) != gap).findFirst();
    if (other.isPresent()) {
      String one = names.get(first);
      String another = names.get(other.getAsInt());
      throw file.row(row + 1)
          .expected(
              "values in all columns of the field "
                  + Names.quoted(FeatureColumn.variable(one))
                  + " or in none",
              String.format(
                  "a gap in %s and a value in %s",
                  Names.quoted(gap ? one : another), Names.quoted(gap ? another : one)));
    }
  }
}
