package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Mean and standard error of independent draws. Seeds are fixed: a test fails always or never. */
public final class Sample {
  private static final double MOST_STANDARD_ERRORS = 5;

  /** What float arithmetic may add. */
  private static final double ROUNDING = 1e-6;

  private double sum;
  private double squares;
  private int count;

  /** Adds a draw. */
  public void add(double x) {
    sum += x;
    squares += x * x;
    count++;
  }

  /** The mean so far. */
  public double mean() {
    return sum / count;
  }

  /** The mean's standard error. */
  public double standardError() {
    double variance = Math.max(0, squares / count - mean() * mean());
    return Math.sqrt(variance / count);
  }

  /** Asserts that the expectation is plausible. */
  public void assertMean(double expected) {
    double most = MOST_STANDARD_ERRORS * standardError() + ROUNDING * (1 + Math.abs(expected));
    assertEquals(expected, mean(), most);
  }
}
