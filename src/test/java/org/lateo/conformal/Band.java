package org.lateo.conformal;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The law of a coverage. Of n calibration rows without ties, k = ⌈(n + 1) c⌉ of n + 1 places are in
 * a set of coverage c, so that the share of fresh rows which it holds is Beta(k, n + 1 - k), and of
 * m fresh rows so many are held as the beta-binomial distribution says.
 */
record Band(int calibrating, double coverage) {
  private int held() {
    return (int) Math.ceil((calibrating + 1) * coverage - 1e-9);
  }

  /** The exact expectation. */
  double expected() {
    return held() / (calibrating + 1.0);
  }

  /** The standard deviation of the mean share over draws of calibration rows and fresh ones. */
  double error(int draws, int fresh) {
    double places = calibrating + 1.0;
    double variance =
        expected() * (1 - expected()) * (places + fresh) / (places + 1) / fresh / draws;
    return Math.sqrt(variance);
  }

  void assertHolds(double found, int draws, int fresh) {
    assertEquals(expected(), found, 4 * error(draws, fresh));
  }
}
