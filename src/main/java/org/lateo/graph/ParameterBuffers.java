package org.lateo.graph;

import org.lateo.math.Blas;
import org.lateo.math.BlasArray;

/**
 * Where a program finds the parameters that it reads: in the buffer of one model, or in those of
 * several.
 */
public interface ParameterBuffers {
  /** The flat buffer that a parameter lies in. */
  float[] values(Node parameter);

  /** The copy of that buffer in the memory of the matrix products. */
  BlasArray copy(Node parameter);

  /**
   * The position of a parameter's first value in that buffer.
   *
   * @throws IllegalArgumentException if the parameter is in no buffer
   */
  int offset(Node parameter);

  /** A prefix that makes a parameter's name unique among all models; empty for one model. */
  default String prefix(Node parameter) {
    return "";
  }

  /** The matrix products that read the parameters. */
  Blas blas();
}
