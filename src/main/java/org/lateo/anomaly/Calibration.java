package org.lateo.anomaly;

import java.util.Locale;
import org.lateo.config.PartKind;

/**
 * What a trained ensemble is read with.
 *
 * @param scores of rows that were held out
 * @param rule how the threshold followed from them
 * @param threshold below which a row is anomalous; minus infinity for no alarm
 * @param baseline what usual rows have
 */
record Calibration(
    CalibrationScores scores, ThresholdRule rule, double threshold, Baseline baseline) {
  /** Refuses with {@link IllegalArgumentException} a threshold that is NaN or infinity. */
  Calibration {
    if (!(threshold < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("Expected a threshold below infinity, found " + threshold);
    }
  }

  static Calibration of(CalibrationScores scores, ThresholdRule rule, Baseline baseline) {
    return new Calibration(scores, rule, rule.threshold(scores), baseline);
  }

  Calibration with(ThresholdRule other) {
    return of(scores, other, baseline);
  }

  /** For people: which rows are anomalous, and why these. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "rows are anomalous below %.2f (%s), by %,d calibration rows",
        threshold,
        PartKind.format(rule),
        scores.usual().length);
  }
}
