package org.lateo.anomaly;

import org.lateo.config.Part;

/** How the threshold follows from scores of rows that were held out of training. */
public interface ThresholdRule extends Part {
  /**
   * The threshold: rows that score below it are anomalous. Minus infinity raises no alarm.
   *
   * @throws IllegalArgumentException if the scores do not suffice, saying what is missing
   */
  double threshold(CalibrationScores scores);
}
