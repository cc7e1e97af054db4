package org.lateo.math;

/**
 * Ranks among scores of calibration rows, higher is more usual: what they say holds for a fresh row
 * that is exchangeable with these rows, whatever their distribution, and whatever the score.
 *
 * <p>See:
 *
 * <pre>
 * Vovk V, Gammerman A, Shafer G.
 * "Algorithmic Learning in a Random World"
 * Springer, 2005.
 * </pre>
 */
public final class ConformalRank {
  /** Against rounding of products such as 0.05 * 20. */
  private static final double ROUNDING = 1e-9;

  private ConformalRank() {}

  /**
   * The p-value of a score: the share of the rows, the new one among them, that score no higher. It
   * is below any rate with at most that probability.
   *
   * @param ascending scores of calibration rows, {@code [n]}
   * @return in [1 / (n + 1), 1]
   */
  public static double pValue(double[] ascending, double score) {
    return (1.0 + place(ascending, score, true)) / (ascending.length + 1.0);
  }

  /**
   * The fewest calibration rows, at least 1, with which a p-value can be as small as a rate in (0,
   * 1).
   */
  public static int rowsNeeded(double rate) {
    return Math.max(1, (int) Math.ceil(1 / rate - 1 - ROUNDING));
  }

  /**
   * The lowest score whose p-value is above k / (n + 1) with k = ⌊rate (n + 1)⌋; minus infinity if
   * that holds for every score. A fresh row scores below it with probability k / (n + 1) if scores
   * do not repeat, else with at most that. A rate (n + 1) that is whole but for rounding is taken
   * as whole.
   *
   * @param ascending scores of calibration rows, {@code [n]}
   * @param rate in (0, 1)
   */
  public static double threshold(double[] ascending, double rate) {
    int n = ascending.length;
    return n < rowsNeeded(rate)
        ? Double.NEGATIVE_INFINITY
        : ascending[Math.min(n, (int) Math.floor(rate * (n + 1) + ROUNDING)) - 1];
  }

  /** How many are below a score, or equal to it where these count. */
  public static int place(double[] ascending, double score, boolean equalCounts) {
    int from = 0;
    int to = ascending.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (ascending[middle] < score || (equalCounts && ascending[middle] == score)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
