package org.lateo.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ranks are those that count by hand, also at rates near 0 and 1. */
final class ConformalRankTest {
  private static double[] upTo(int n) {
    return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
  }

  @Test
  void thresholdsAreRanks() {
    assertEquals(10, ConformalRank.threshold(upTo(99), 0.1));
    assertEquals(10, ConformalRank.threshold(upTo(99), 1 - 0.9));
    assertEquals(1, ConformalRank.threshold(upTo(9), 0.1));
    assertEquals(Double.NEGATIVE_INFINITY, ConformalRank.threshold(upTo(8), 0.1));
    assertEquals(9, ConformalRank.rowsNeeded(0.1));
    assertEquals(19, ConformalRank.rowsNeeded(0.05));
    assertEquals(1, ConformalRank.rowsNeeded(0.5));
  }

  /** A rate that is 1 but for rounding asks for the highest score, and needs one. */
  @Test
  void ratesNearOne() {
    double rate = 1 - 1e-12;
    assertEquals(1, ConformalRank.rowsNeeded(rate));
    assertEquals(100, ConformalRank.threshold(upTo(100), rate));
    assertEquals(1, ConformalRank.threshold(upTo(1), rate));
    assertEquals(Double.NEGATIVE_INFINITY, ConformalRank.threshold(new double[0], rate));
  }

  /** The p-value is above k of n + 1 just where a score reaches the threshold, also with ties. */
  @Test
  void pValuesAgreeWithThresholds() {
    double[] ascending = Arrays.stream(upTo(49)).map(value -> Math.floor(value / 3)).toArray();
    for (int k = 1; k < 50; k++) {
      double threshold = ConformalRank.threshold(ascending, k / 50.0);
      for (double score = -1; score < 18; score += 0.5) {
        long rank = Math.round(ConformalRank.pValue(ascending, score) * 50);
        assertEquals(score >= threshold, rank > k, k + " and " + score);
      }
    }
  }
}
