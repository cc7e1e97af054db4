package org.lateo.graph;

import java.util.Arrays;
import org.lateo.math.RandomStream;

/** The first values of a parameter. */
@FunctionalInterface
public interface Initialiser {
  /**
   * Writes {@code rows * columns} values to {@code into[offset..]}.
   *
   * @param rows the rows, for a weight the number of inputs (fan-in)
   * @param columns the columns, for a weight the number of outputs (fan-out)
   */
  void fill(float[] into, int offset, int rows, int columns, RandomStream random);

  /** Every value the same. */
  static Initialiser constant(float value) {
    return (into, offset, rows, columns, random) ->
        Arrays.fill(into, offset, offset + rows * columns, value);
  }
}
