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

  /** The example's weight. */
  float weight(int row);
}
