package org.lateo.anomaly;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Locale;
import java.util.logging.Logger;
import org.lateo.math.ConformalRank;

/**
 * So many false alarms on average: a row is anomalous if its conformal p-value is at most the rate,
 * which holds for rows like the calibration rows whatever their distribution.
 *
 * <p>Below 1 / rate - 1 calibration rows no p-value is that small. Then there is no alarm, and a
 * warning says so: nothing could be promised.
 *
 * <p>See:
 *
 * <pre>
 * Bates S, Candès E, Lei L, Romano Y, Sesia M.
 * "Testing for Outliers with Conformal p-values"
 * The Annals of Statistics 51, 2023.
 * </pre>
 */
public final class FalseAlarmRate implements ThresholdRule {
  private static final Logger logger = Logger.getLogger(FalseAlarmRate.class.getName());

  @Config(description = "The share of usual rows that may raise an alarm, in (0, 1).")
  private double rate = 0.05;

  /** Five per cent. */
  public FalseAlarmRate() {}

  /**
   * Such a rate.
   *
   * @throws PropertyException unless it is in (0, 1)
   */
  public FalseAlarmRate(double rate) {
    this.rate = rate;
    postConfig();
  }

  /** Used by OLCUT. */
  @Override
  public void postConfig() {
    if (!(rate > 0 && rate < 1)) {
      throw new PropertyException("", "rate", "Expected a rate in (0, 1), found " + rate);
    }
  }

  /** The share of usual rows that may raise an alarm. */
  public double rate() {
    return rate;
  }

  /** The fewest calibration rows with which the rate can be promised. */
  public int rowsNeeded() {
    return ConformalRank.rowsNeeded(rate);
  }

  @Override
  public double threshold(CalibrationScores scores) {
    double[] usual = scores.usual();
    if (usual.length < rowsNeeded()) {
      logger.warning(
          String.format(
              Locale.ROOT,
              "There will be no alarm: a false-alarm rate of %s needs at least %d calibration rows,"
                  + " found %d",
              rate,
              rowsNeeded(),
              usual.length));
    }
    return ConformalRank.threshold(usual, rate);
  }
}
