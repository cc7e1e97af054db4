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

  /**
   * How the bias that goes with such weights starts: at zero, unless overridden.
   *
   * @param in the inputs of its layer (fan-in)
   */
  default Initialiser bias(int in) {
    return constant(0f);
  }

  /** Draws of N(0, deviation²). */
  static Initialiser normal(float deviation) {
    return (into, offset, rows, columns, random) -> {
      for (int i = 0; i < rows * columns; i++) {
        into[offset + i] = (float) (deviation * random.gaussian(i));
      }
    };
  }

  /** Every value the same. */
  static Initialiser constant(float value) {
    return (into, offset, rows, columns, random) ->
        Arrays.fill(into, offset, offset + rows * columns, value);
  }
}
