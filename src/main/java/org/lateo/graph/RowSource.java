package org.lateo.graph;

/** Where the rows of an {@link Input} or of {@link Noise} come from. Called by several threads. */
@FunctionalInterface
public interface RowSource {
  /** Writes row {@code row} of the current batch to {@code into[offset..]}. */
  void fill(int row, float[] into, int offset);
}
