package org.lateo.likelihood;

import org.lateo.graph.Node.Emitter;

/** Whole numbers of 0 and more. */
final class Counts {
  /** 2^24: above, floats no longer tell whole numbers apart. */
  static final float LARGEST = 16777216f;

  static final ColumnSupport SUPPORT =
      ColumnSupport.between("counts (0, 1, 2 ...)", 0, Float.MAX_VALUE)
          .wholeNumbers()
          .readAsLogarithm();

  private Counts() {}

  /** The nearest count: what other values are taken as, whose score is minus infinity. */
  static float nearest(float x) {
    return Math.max(0f, Math.min(LARGEST, (float) Math.rint(x)));
  }

  /** Writes {@link #nearest} of a value and returns its name. */
  static String emitNearest(Emitter e, String x) {
    String whole = e.op("Relu", e.op("Round", x));
    return e.op("Min", whole, e.constant(new float[] {LARGEST}));
  }
}
