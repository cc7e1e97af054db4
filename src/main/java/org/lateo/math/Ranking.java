package org.lateo.math;

import java.util.Arrays;

/**
 * How well scores tell anomalous rows from usual ones; lower is more anomalous, and equal scores
 * are one step.
 *
 * @param usual scores of usual rows, at least one, ascending
 * @param anomalous scores of anomalous rows, at least one, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by identity, never by value.
public record Ranking(double[] usual, double[] anomalous) {
  /** Copies and sorts; refuses NaN with {@link IllegalArgumentException}. */
  public Ranking {
    usual = usual.clone();
    anomalous = anomalous.clone();
    Arrays.sort(usual);
    Arrays.sort(anomalous);
    // NaN sorts last.
    if (Double.isNaN(usual[usual.length - 1]) || Double.isNaN(anomalous[anomalous.length - 1])) {
      throw new IllegalArgumentException("Expected scores that are numbers, found NaN");
    }
  }

  /** The chance that an anomalous row scores below a usual one; equal scores count half. */
  public double auroc() {
    double wins = 0;
    for (double score : anomalous) {
      int notBelow = usual.length - below(usual, score);
      int above = usual.length - upTo(usual, score);
      wins += (notBelow + above) / 2.0;
    }
    return wins / usual.length / anomalous.length;
  }

  /**
   * The mean over anomalous rows, from the lowest score, of the share that is anomalous among all
   * rows that score no higher.
   */
  public double averagePrecision() {
    double sum = 0;
    for (double score : anomalous) {
      int found = upTo(anomalous, score);
      sum += found / (double) (found + upTo(usual, score));
    }
    return sum / anomalous.length;
  }

  /**
   * The share of anomalous rows below the highest threshold that at most this share of usual rows
   * falls below.
   */
  public double recall(double falseAlarmRate) {
    int allowed = (int) Math.floor(falseAlarmRate * usual.length + 1e-9);
    double threshold = allowed < usual.length ? usual[allowed] : Double.POSITIVE_INFINITY;
    return below(anomalous, threshold) / (double) anomalous.length;
  }

  private static int below(double[] ascending, double score) {
    return ConformalRank.place(ascending, score, false);
  }

  private static int upTo(double[] ascending, double score) {
    return ConformalRank.place(ascending, score, true);
  }
}
