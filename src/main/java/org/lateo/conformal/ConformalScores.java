package org.lateo.conformal;

import java.util.Arrays;
import org.lateo.math.ConformalRank;

/**
 * Scores of calibration rows, ascending; higher is more usual.
 *
 * @param of the dimension or label that they are of; empty for all labels together
 * @param ascending {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ConformalScores(String of, double[] ascending) {
  /** Copies and sorts; refuses with {@link IllegalArgumentException} what is not finite. */
  ConformalScores {
    for (double score : ascending) {
      if (!Double.isFinite(score)) {
        throw new IllegalArgumentException("Expected finite scores, found " + score + named(of));
      }
    }
    ascending = ascending.clone();
    Arrays.sort(ascending);
  }

  private static String named(String of) {
    return of.isEmpty() ? "" : " of " + of;
  }

  /**
   * Refuses scores that no row has.
   *
   * @param kind what is ranked
   * @throws IllegalArgumentException if a score is not in [lowest, highest]
   */
  void requireWithin(double lowest, double highest, Enum<?> kind) {
    for (double score : ascending) {
      if (score < lowest || score > highest) {
        throw new IllegalArgumentException(
            String.format(
                "Expected scores of %s in [%s, %s], found %s%s",
                kind, lowest, highest, score, named(of)));
      }
    }
  }

  /** The conformal p-value of a score. */
  double pValue(double score) {
    return ConformalRank.pValue(ascending, score);
  }

  /**
   * The score that a fresh row's is not below in the promised share of cases.
   *
   * @throws IllegalArgumentException if there are too few rows for that
   */
  double threshold(double coverage) {
    requireRows(coverage, ascending.length, of);
    return ConformalRank.threshold(ascending, 1 - coverage);
  }

  /**
   * Refuses fewer rows than a coverage needs.
   *
   * @param of what they are of, or empty
   * @throws IllegalArgumentException if there are fewer, or the coverage is not in (0, 1)
   */
  static void requireRows(double coverage, int rows, String of) {
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException("Expected a coverage in (0, 1), found " + coverage);
    }
    int needed = ConformalRank.rowsNeeded(1 - coverage);
    if (rows < needed) {
      throw new IllegalArgumentException(
          String.format(
              "Expected at least %d calibration rows for a coverage of %s, found %d%s",
              needed, coverage, rows, named(of)));
    }
  }
}
