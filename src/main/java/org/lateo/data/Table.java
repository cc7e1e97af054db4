package org.lateo.data;

import org.lateo.graph.RowSource;

/**
 * Rows of raw feature values, each with a weight. An absent value is zero, or NaN if it is missing.
 * Safe for any number of threads.
 */
public interface Table extends RowSource {
  /** The number of rows. */
  int rows();

  /** The number of columns. */
  int columns();

  /** The share of the values that are stored, in [0, 1]; 1 if zeros are stored too. */
  default double density() {
    return 1;
  }

  /**
   * Writes a row for training: the row itself, unless the table adds noise to it.
   *
   * @param noise the key of the noise, which is a function of it
   */
  default void fillForTraining(int row, long noise, float[] into, int offset) {
    fill(row, into, offset);
  }

  /** The weight of a row. */
  float weight(int row);
}
