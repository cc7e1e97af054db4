package org.lateo.anomaly;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * So many anomalies: the lowest share of all calibration rows, whatever their labels. Where rows
 * are held out, a share of the usual ones is among these and every labelled anomaly.
 */
public final class Contamination implements ThresholdRule {
  @Config(description = "The share of rows that is taken to be anomalous, in (0, 1).")
  private double share = 0.1;

  /** A tenth. */
  public Contamination() {}

  /**
   * Such a share.
   *
   * @throws PropertyException unless it is in (0, 1)
   */
  public Contamination(double share) {
    this.share = share;
    postConfig();
  }

  /** Used by OLCUT. */
  @Override
  public void postConfig() {
    if (!(share > 0 && share < 1)) {
      throw new PropertyException("", "share", "Expected a share in (0, 1), found " + share);
    }
  }

  @Override
  public double threshold(CalibrationScores scores) {
    double[] all =
        DoubleStream.concat(Arrays.stream(scores.usual()), Arrays.stream(scores.anomalous()))
            .sorted()
            .toArray();
    return all[(int) Math.floor(share * all.length)];
  }
}
