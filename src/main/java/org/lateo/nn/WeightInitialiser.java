package org.lateo.nn;

import org.lateo.graph.Initialiser;
import org.lateo.math.RandomStream;

/**
 * First values of a weight matrix {@code [in, out]}. (Its constants have no bodies of their own,
 * since Tribuo's provenance cannot store such an enum.)
 */
public enum WeightInitialiser implements Initialiser {
  /** Uniform with variance 2 / (in + out) (Glorot and Bengio 2010): for tanh and its like. */
  GLOROT,
  /** Uniform with variance 2 / in (He et al. 2015): for relu and its like. */
  HE,
  /** Uniform with variance 1 / (3 in), as PyTorch's linear layers start. */
  LECUN;

  /** The variance of a uniform number in [-b, b] is b² / 3. */
  private double bound(int in, int out) {
    double variance =
        switch (this) {
          case GLOROT -> 2.0 / (in + out);
          case HE -> 2.0 / in;
          case LECUN -> 1.0 / (3.0 * in);
        };
    return Math.sqrt(3 * variance);
  }

  @Override
  public void fill(float[] into, int offset, int rows, int columns, RandomStream random) {
    double bound = bound(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      into[offset + i] = (float) (bound * (2 * random.uniform(i) - 1));
    }
  }
}
