package org.lateo.anomaly;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;

/** A threshold that is known. */
public final class FixedThreshold implements ThresholdRule {
  @Config(description = "Rows that score below this are anomalous; in the unit of the score.")
  private double value = 0;

  /** Zero. */
  public FixedThreshold() {}

  /**
   * Such a threshold.
   *
   * @throws PropertyException unless it is finite
   */
  public FixedThreshold(double value) {
    this.value = value;
    postConfig();
  }

  /** Used by OLCUT. */
  @Override
  public void postConfig() {
    if (!Double.isFinite(value)) {
      throw new PropertyException("", "value", "Expected a finite number, found " + value);
    }
  }

  @Override
  public double threshold(CalibrationScores scores) {
    return value;
  }
}
