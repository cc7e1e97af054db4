package org.lateo.anomaly;

import java.util.Arrays;
import org.lateo.math.ConformalRank;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;

/**
 * Scores of rows that were held out of training, ascending; higher is more usual.
 *
 * @param usual of rows that are not known to be anomalous, {@code [any]}
 * @param anomalous of rows that are, {@code [any]}; may be none
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content, and copied on the way in and out.
public record CalibrationScores(double[] usual, double[] anomalous) {
  /**
   * Copies and sorts.
   *
   * @throws IllegalArgumentException if there is no score of a usual row, or one is NaN
   */
  public CalibrationScores {
    if (usual.length == 0) {
      throw new IllegalArgumentException(
          "Expected scores of at least one row that is not anomalous, found none");
    }
    usual = sorted(usual);
    anomalous = sorted(anomalous);
  }

  /**
   * Scores of the rows of a dataset.
   *
   * @param scores in the order of the rows
   */
  static CalibrationScores of(Dataset<Event> rows, double[] scores) {
    return new CalibrationScores(
        chosen(scores, CalibrationPlan.rows(rows, false)),
        chosen(scores, CalibrationPlan.rows(rows, true)));
  }

  private static double[] chosen(double[] scores, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> scores[row]).toArray();
  }

  private static double[] sorted(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    if (sorted.length > 0 && Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException("Expected scores that are numbers, found NaN");
    }
    return sorted;
  }

  @Override
  public double[] usual() {
    return usual.clone();
  }

  @Override
  public double[] anomalous() {
    return anomalous.clone();
  }

  /**
   * The conformal p-value of a score: the share of usual rows, the new one among them, that score
   * no higher. For a fresh usual row it is below any rate with at most that probability, see {@link
   * ConformalRank}.
   *
   * @return in [1 / (n + 1), 1] with n usual rows
   */
  public double pValue(double score) {
    return ConformalRank.pValue(usual, score);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CalibrationScores that
        && Arrays.equals(usual, that.usual)
        && Arrays.equals(anomalous, that.anomalous);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(usual) + Arrays.hashCode(anomalous);
  }
}
