package org.lateo.conformal;

/**
 * An interval of numbers, ends included.
 *
 * @param lower its lower end
 * @param upper its upper end
 */
public record Interval(double lower, double upper) {
  /** Upper less lower end. */
  public double width() {
    return upper - lower;
  }

  /** Whether a number lies in it. */
  public boolean contains(double value) {
    return value >= lower && value <= upper;
  }
}
