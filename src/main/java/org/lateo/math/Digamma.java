package org.lateo.math;

/**
 * ψ(x) = d log Γ(x) / dx in double, for positive x.
 *
 * <p>By the asymptotic series at x + n of 8 or above, less the reciprocals in between. Error below
 * 1e-13 times one plus the value's size. See: Abramowitz and Stegun 1964, 6.3.5 and 6.3.18.
 */
public final class Digamma {
  private static final double SERIES_FROM = 8;

  private Digamma() {}

  /** ψ(x); NaN for NaN and for x of 0 and less. */
  public static double of(double x) {
    if (!(x > 0)) {
      return Double.NaN;
    }
    double reciprocals = 0;
    double y = x;
    while (y < SERIES_FROM) {
      reciprocals += 1 / y;
      y++;
    }
    return series(y) - reciprocals;
  }

  private static double series(double y) {
    double square = 1 / (y * y);
    double p = 1.0 / 132 - square * (691.0 / 32760 - square / 12);
    p = 1.0 / 252 - square * (1.0 / 240 - square * p);
    p = square * (1.0 / 12 - square * (1.0 / 120 - square * p));
    return StrictMath.log(y) - 0.5 / y - p;
  }
}
