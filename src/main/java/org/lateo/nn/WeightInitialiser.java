package org.lateo.nn;

import org.lateo.graph.Initialiser;
import org.lateo.math.RandomStream;

/**
 * First values of a weight matrix {@code [in, out]} and of its bias. (Its constants have no bodies
 * of their own, since Tribuo's provenance cannot store such an enum.)
 */
public enum WeightInitialiser implements Initialiser {
  /** Uniform with variance 2 / (in + out), zero bias (Glorot and Bengio 2010): for tanh. */
  GLOROT,
  /** Uniform with variance 2 / in, zero bias (He et al. 2015): for relu and its like. */
  HE,
  /** Uniform in ±1/√in, the bias too, as PyTorch's linear layers start. */
  FAN_IN,
  /** N(0, 0.001²), zero bias: almost nothing at first (Kingma et al. 2014, section 4.4). */
  SMALL_NORMAL;

  private static final float SMALL = 1e-3f;

  /** The variance of a uniform number in [-b, b] is b² / 3. */
  private double bound(int in, int out) {
    double variance =
        switch (this) {
          case GLOROT -> 2.0 / (in + out);
          case HE -> 2.0 / in;
          case FAN_IN -> 1.0 / (3.0 * in);
          case SMALL_NORMAL -> SMALL * SMALL;
        };
    return Math.sqrt(3 * variance);
  }

  @Override
  public void fill(float[] into, int offset, int rows, int columns, RandomStream random) {
    if (this == SMALL_NORMAL) {
      Initialiser.normal(SMALL).fill(into, offset, rows, columns, random);
      return;
    }
    fillUniform(bound(rows, columns), into, offset, rows * columns, random);
  }

  @Override
  public Initialiser bias(int in) {
    if (this != FAN_IN) {
      return Initialiser.super.bias(in);
    }
    double bound = bound(in, 1);
    return (into, offset, rows, columns, random) ->
        fillUniform(bound, into, offset, rows * columns, random);
  }

  private static void fillUniform(
      double bound, float[] into, int offset, int count, RandomStream random) {
    for (int i = 0; i < count; i++) {
      into[offset + i] = (float) (bound * (2 * random.uniform(i) - 1));
    }
  }
}
