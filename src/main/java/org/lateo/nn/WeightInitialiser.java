package org.lateo.nn;

import org.lateo.graph.Initialiser;
import org.lateo.math.RandomStream;

/** First values of a weight matrix {@code [in, out]}. */
public enum WeightInitialiser implements Initialiser {
  /** Uniform with variance 2 / (in + out) (Glorot and Bengio 2010): for tanh and its like. */
  GLOROT {
    @Override
    double bound(int in, int out) {
      return Math.sqrt(6.0 / (in + out));
    }
  },
  /** Uniform with variance 2 / in (He et al. 2015): for relu and its like. */
  HE {
    @Override
    double bound(int in, int out) {
      return Math.sqrt(6.0 / in);
    }
  },
  /** Uniform with variance 1 / (3 in), as PyTorch's linear layers start. */
  LECUN {
    @Override
    double bound(int in, int out) {
      return Math.sqrt(1.0 / in);
    }
  };

  abstract double bound(int in, int out);

  @Override
  public void fill(float[] into, int offset, int rows, int columns, RandomStream random) {
    double bound = bound(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      into[offset + i] = (float) (bound * (2 * random.uniform(i) - 1));
    }
  }
}
