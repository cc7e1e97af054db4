package org.lateo.conformal;

import java.util.Arrays;
import org.lateo.math.ConformalRank;

/**
 * Scores of calibration rows, ascending; higher is more usual.
 *
 * @param of the rows they are of, for messages, such as {@code the label cat}
 * @param ascending {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ConformalScores(String of, double[] ascending) {
  /** Copies and sorts; refuses NaN with {@link IllegalArgumentException}. */
  ConformalScores {
    ascending = ascending.clone();
    Arrays.sort(ascending);
    // NaN sorts last.
    if (ascending.length > 0 && Double.isNaN(ascending[ascending.length - 1])) {
      throw new IllegalArgumentException(
          "Expected scores of " + of + " that are numbers, found NaN");
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
              "Expected at least %d calibration rows of %s for a coverage of %s, found %d",
              needed, of, coverage, rows));
    }
  }
}
