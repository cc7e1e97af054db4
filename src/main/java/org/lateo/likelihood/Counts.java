package org.lateo.likelihood;

import org.lateo.graph.Emitter;

/** Whole numbers of 0 and more. */
final class Counts {
  /** 2^24: above, floats no longer tell whole numbers apart. */
  static final float LARGEST = 16777216f;

  private Counts() {}

  /**
   * Refuses a column of other values.
   *
   * @throws IllegalArgumentException naming the likelihood, the value, the column and the row
   */
  static void require(ColumnSummary c, String likelihood) {
    if (c.min() < 0) {
      throw refused(likelihood, c.min(), c.name(), c.minRow());
    }
    if (!Double.isNaN(c.fraction())) {
      throw refused(likelihood, c.fraction(), c.name(), c.fractionRow());
    }
  }

  private static IllegalArgumentException refused(
      String likelihood, double value, String name, int row) {
    return new IllegalArgumentException(
        String.format(
            "The %s likelihood expects counts (0, 1, 2 ...), found %s in feature %s, row %d (from"
                + " 0)",
            likelihood, value, name, row));
  }

  /** The nearest count: what values are taken as that a model is shown after training. */
  static float nearest(float x) {
    return Math.max(0f, Math.min(LARGEST, (float) Math.rint(x)));
  }

  /** Writes {@link #nearest} of a value and returns its name. */
  static String emitNearest(Emitter e, String x) {
    String whole = e.op("Relu", e.op("Round", x));
    return e.op("Min", whole, e.constant(new float[] {LARGEST}));
  }
}
