package org.lateo.graph;

import org.lateo.math.Blas;
import org.lateo.math.BlasArray;

/** Where a program finds the parameters that it reads: in one model's, or in those of several. */
public interface ParameterBuffers {
  /** The flat buffer that a parameter lies in. */
  float[] values(Node parameter);

  /** The same in the memory of the matrix products. */
  BlasArray copy(Node parameter);

  /**
   * The position of a parameter's first value in both.
   *
   * @throws IllegalArgumentException if it lies in none
   */
  int offset(Node parameter);

  /** What stands before a parameter's name, so that it is unique among all. */
  String prefix(Node parameter);

  /** What multiplies by them. */
  Blas blas();
}
