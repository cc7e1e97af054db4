package org.lateo.graph;

/**
 * A rational quadratic spline in double, knot by knot as Durkan et al. (2019, equations 4 to 6)
 * have it; its inverse by bisection.
 */
final class SplineTwin {
  private static final double LEAST = 1e-3;

  private final double bound;
  private final double[] x;
  private final double[] y;
  private final double[] slope;

  /**
   * @param parameters of one column: logits of widths, of heights, and slopes
   */
  SplineTwin(int bins, double bound, double... parameters) {
    this.bound = bound;
    this.x = knots(parameters, 0, bins);
    this.y = knots(parameters, bins, bins);
    this.slope = new double[bins + 1];
    slope[0] = 1;
    slope[bins] = 1;
    for (int k = 1; k < bins; k++) {
      double shift = Math.log(Math.exp(1 - LEAST) - 1);
      slope[k] = LEAST + Math.log1p(Math.exp(parameters[2 * bins + k - 1] + shift));
    }
  }

  private double[] knots(double[] parameters, int from, int bins) {
    double total = 0;
    for (int j = 0; j < bins; j++) {
      total += Math.exp(parameters[from + j]);
    }
    double[] knots = new double[bins + 1];
    knots[0] = -bound;
    for (int j = 0; j < bins; j++) {
      double share = Math.exp(parameters[from + j]) / total;
      knots[j + 1] = knots[j] + 2 * bound * (LEAST + (1 - bins * LEAST) * share);
    }
    knots[bins] = bound;
    return knots;
  }

  /** The value at a number, and the logarithm of the derivative there. */
  double[] at(double number) {
    if (Math.abs(number) >= bound) {
      return new double[] {number, 0};
    }
    int k = 0;
    while (number >= x[k + 1]) {
      k++;
    }
    double s = (y[k + 1] - y[k]) / (x[k + 1] - x[k]);
    double t = (number - x[k]) / (x[k + 1] - x[k]);
    double q = t * (1 - t);
    double denominator = s + (slope[k + 1] + slope[k] - 2 * s) * q;
    double value = y[k] + (y[k + 1] - y[k]) * (s * t * t + slope[k] * q) / denominator;
    double numerator = s * s * (slope[k + 1] * t * t + 2 * s * q + slope[k] * (1 - t) * (1 - t));
    return new double[] {value, Math.log(numerator / (denominator * denominator))};
  }

  /** The number whose value is {@code value}, and minus the logarithm of the derivative there. */
  double[] backFrom(double value) {
    if (Math.abs(value) >= bound) {
      return new double[] {value, 0};
    }
    double low = -bound;
    double high = bound;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (at(middle)[0] < value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new double[] {low, -at(low)[1]};
  }
}
