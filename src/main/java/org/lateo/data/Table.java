package org.lateo.data;

/** Rows of raw feature values, absent ones zero, each with a weight. Safe for several threads. */
public interface Table {
  /** The number of rows. */
  int rows();

  /** The number of columns. */
  int columns();

  /** Writes a row's {@code columns} values to {@code into[offset..]}. */
  void fill(int row, float[] into, int offset);

  /** The example's weight. */
  float weight(int row);
}
