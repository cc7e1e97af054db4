package org.lateo.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Alarms among many rows at once, of which on average at most a given share is false, whatever the
 * number of rows: the false discovery rate. Alarms are the rows with the k smallest p-values, for
 * the largest k of which the k-th is at most {@code falseDiscoveryRate * k / rows}.
 *
 * <p>It holds for rows that are independent and, but for the anomalies, like the calibration rows,
 * where these were split off: all p-values rest on the same calibration rows, and that dependence
 * does no harm (Bates et al. 2023). Where few rows were dealt into folds it holds nearly.
 *
 * <p>See:
 *
 * <pre>
 * Benjamini Y, Hochberg Y.
 * "Controlling the False Discovery Rate: a Practical and Powerful Approach to Multiple Testing"
 * Journal of the Royal Statistical Society B 57, 1995.
 *
 * Bates S, Candès E, Lei L, Romano Y, Sesia M.
 * "Testing for Outliers with Conformal p-values"
 * The Annals of Statistics 51, 2023.
 * </pre>
 *
 * @param falseDiscoveryRate the share of alarms that may be false, on average
 * @param pValues of all rows, in their order
 * @param largestPValue of an alarm: rows whose p-value is at most this are alarms; 0 if none is
 * @param fewest so many rows have to be alarms together before any is, with calibration rows as few
 *     as they are; no alarm is possible if there are fewer rows
 */
public record Alarms(
    double falseDiscoveryRate, List<Double> pValues, double largestPValue, int fewest) {
  private static final Logger logger = Logger.getLogger(Alarms.class.getName());

  /** Against rounding of products such as 0.05 * 20. */
  private static final double ROUNDING = 1e-9;

  /** Copies the p-values. */
  public Alarms {
    pValues = List.copyOf(pValues);
  }

  /** Of scores, of which p-values are counted among those of calibration rows. */
  static Alarms of(double rate, double[] scores, CalibrationScores calibration) {
    double[] pValues = DoubleStream.of(scores).map(calibration::pValue).toArray();
    return of(rate, pValues, calibration.usual().length);
  }

  /**
   * Chooses, and warns if no alarm is possible.
   *
   * @param rate in (0, 1)
   * @param pValues conformal ones, {@code [rows]}
   * @param calibrationRows that they were counted among
   */
  static Alarms of(double rate, double[] pValues, int calibrationRows) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "Expected a false discovery rate in (0, 1), found " + rate);
    }
    Alarms alarms =
        new Alarms(
            rate,
            DoubleStream.of(pValues).boxed().toList(),
            largest(rate, pValues),
            (int) Math.ceil(pValues.length / (rate * (calibrationRows + 1.0)) - ROUNDING));
    if (!alarms.isPossible()) {
      alarms.warn(calibrationRows);
    }
    return alarms;
  }

  private static double largest(double rate, double[] pValues) {
    double[] ascending = pValues.clone();
    Arrays.sort(ascending);
    int k = ascending.length;
    while (k > 0 && ascending[k - 1] * ascending.length > rate * k * (1 + ROUNDING)) {
      k--;
    }
    return k == 0 ? 0 : ascending[k - 1];
  }

  private void warn(int calibrationRows) {
    logger.warning(
        String.format(
            Locale.ROOT,
            "No alarm is possible: a false discovery rate of %s needs at least %d calibration rows,"
                + " found %d",
            falseDiscoveryRate,
            new FalseAlarmRate(falseDiscoveryRate).rowsNeeded(),
            calibrationRows));
  }

  /**
   * Whether there are calibration rows enough for any alarm: the smallest p-value there is, that of
   * a row below all of them, is at most the rate.
   */
  public boolean isPossible() {
    return fewest <= pValues.size();
  }

  /** Whether a row is an alarm. */
  public boolean isAlarm(int row) {
    return pValues.get(row) <= largestPValue;
  }

  /** The numbers of the rows that are alarms, ascending. */
  public List<Integer> rows() {
    return IntStream.range(0, pValues.size()).filter(this::isAlarm).boxed().toList();
  }
}
