package org.lateo.data;

import org.lateo.graph.RowSource;

/**
 * Rows of raw feature values, absent ones zero, or NaN where they are missing, each with a weight.
 * Safe for several threads.
 */
public interface Table extends RowSource {
  /** The number of rows. */
  int rows();

  /** The number of columns. */
  int columns();

  /** The share of the values that are held, in [0, 1]; 1 where zeros are held too. */
  default double density() {
    return 1;
  }

  /**
   * Writes a row as training sees it: the row itself, unless the table adds noise to it.
   *
   * @param noise a key of which the noise is a function
   */
  default void fillForTraining(int row, long noise, float[] into, int offset) {
    fill(row, into, offset);
  }

  /** The example's weight. */
  float weight(int row);
}
