package org.lateo.rows;

import org.lateo.graph.NonZeros;
import org.lateo.graph.RowSource;
import org.lateo.likelihood.Support;
import org.tribuo.ImmutableFeatureMap;

/**
 * Rows for an encoder. Rows with a value that the encoder cannot read, such as a negative number
 * whose logarithm it takes, are refused; a score is minus infinity for them instead.
 *
 * @param rows raw values
 * @param support of the model's likelihood
 * @param features of the columns
 */
public record ReadableRows(RowSource rows, Support support, ImmutableFeatureMap features)
    implements RowSource {

  /** The rows themselves, if the encoder can read every value. */
  public static RowSource of(RowSource rows, Support support, ImmutableFeatureMap features) {
    return support.isReadable() ? rows : new ReadableRows(rows, support, features);
  }

  @Override
  public void fill(int row, float[] into, int offset) {
    rows.fill(row, into, offset);
    for (int c = 0; c < features.size(); c++) {
      require(row, c, into[offset + c]);
    }
  }

  @Override
  public void fill(int row, NonZeros into) {
    int from = into.size();
    rows.fill(row, into);
    for (int k = from; k < into.size(); k++) {
      require(row, into.columns()[k], into.values()[k]);
    }
  }

  private void require(int row, int column, float value) {
    if (!support.columns().get(column).isReadable(value)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected %s, found %s in feature %s, row %d (from 0): the encoder takes the logarithm,"
                  + " which this value does not have",
              support.columns().get(column).expected(),
              value,
              features.get(column).getName(),
              row));
    }
  }
}
