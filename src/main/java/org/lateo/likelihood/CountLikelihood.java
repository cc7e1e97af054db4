package org.lateo.likelihood;

import java.util.List;
import org.lateo.graph.Node.Emitter;

/** A likelihood of counts: whole numbers from 0 to {@link #LARGEST}, which are not scaled. */
interface CountLikelihood extends Likelihood {
  /** 2^24: above, floats no longer tell whole numbers apart. */
  float LARGEST = 16777216f;

  /** The raw values of a column of counts. */
  ColumnSupport COUNTS =
      new ColumnSupport(
          "counts (0, 1, 2 ...) up to 16777216, which floats hold exactly",
          -ColumnSupport.TOLERANCE,
          LARGEST,
          true,
          true);

  /** What to do with larger counts. */
  String ADVICE = "; round larger ones to another unit, such as thousands, or use log-normal";

  @Override
  default Support support(Scaling scaling) {
    return Support.of(COUNTS, scaling.columns());
  }

  @Override
  default Scaling learnScaling(List<ColumnSummary> columns) {
    columns.forEach(c -> COUNTS.require(c, this, c.max() > LARGEST ? ADVICE : ""));
    return Scaling.none(columns.size());
  }

  /** The count nearest to {@code x}; a value that is no count is taken as it, and scores -∞. */
  static float nearest(float x) {
    return Math.max(0f, Math.min(LARGEST, (float) Math.rint(x)));
  }

  /** Writes {@link #nearest} of a value and returns its name. */
  static String emitNearest(Emitter e, String x) {
    String whole = e.op("Relu", e.op("Round", x));
    return e.op("Min", whole, e.constant(new float[] {LARGEST}));
  }
}
