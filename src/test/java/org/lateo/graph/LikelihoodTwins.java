package org.lateo.graph;

import org.apache.commons.math3.special.Gamma;

/** Log-densities of one element in double, as textbooks write them; inputs as the nodes have. */
final class LikelihoodTwins {
  private LikelihoodTwins() {}

  private static double count(double x) {
    return Math.max(0, Math.min(1 << 24, Math.rint(x)));
  }

  /** x, log-rate. */
  static double poisson(double... in) {
    double x = count(in[0]);
    return x * in[1] - Math.exp(in[1]) - Gamma.logGamma(x + 1);
  }

  /** x, log-mean, log-size. */
  static double negativeBinomial(double... in) {
    double x = count(in[0]);
    double m = Math.exp(in[1]);
    double r = Math.exp(in[2]);
    double ways = Gamma.logGamma(x + r) - Gamma.logGamma(r) - Gamma.logGamma(x + 1);
    return ways + r * Math.log(r / (r + m)) + x * Math.log(m / (r + m));
  }

  /** x, location, log-scale, degrees of freedom. */
  static double studentT(double... in) {
    double nu = in[3];
    double z = (in[0] - in[1]) / Math.exp(in[2]);
    double norm = Gamma.logGamma((nu + 1) / 2) - Gamma.logGamma(nu / 2);
    return norm - 0.5 * Math.log(nu * Math.PI) - in[2] - (nu + 1) / 2 * Math.log(1 + z * z / nu);
  }

  private static double cumulative(double x, double location, double logScale) {
    return 1 / (1 + Math.exp((location - x) / Math.exp(logScale)));
  }

  /** x in [-1, 1], location, log-scale: the probability of the bin, by its two ends. */
  static double discretisedLogistic(int count, double... in) {
    double k = Math.max(0, Math.min(count - 1, Math.rint((in[0] + 1) / 2 * (count - 1))));
    double low = (2 * k - 1) / (count - 1) - 1;
    double high = (2 * k + 1) / (count - 1) - 1;
    // On the side of zero where differences keep their digits.
    boolean mirrored = (low + high) / 2 > in[1];
    double from = mirrored ? 2 * in[1] - high : low;
    double to = mirrored ? 2 * in[1] - low : high;
    double below = cumulative(from, in[1], in[2]);
    double above = cumulative(to, in[1], in[2]);
    if (k == 0) {
      return logOfCumulative(high, in[1], in[2]);
    }
    return k == count - 1
        ? logOfCumulative(2 * in[1] - low, in[1], in[2])
        : Math.log(above - below);
  }

  private static double logOfCumulative(double x, double location, double logScale) {
    double z = (x - location) / Math.exp(logScale);
    return z < 0 ? z - Math.log1p(Math.exp(z)) : -Math.log1p(Math.exp(-z));
  }

  /** Location, log-scale: levels times their probabilities. */
  static double discretisedLogisticMean(int count, double... in) {
    double mean = 0;
    for (int k = 0; k < count; k++) {
      double level = 2.0 * k / (count - 1) - 1;
      mean += level * Math.exp(discretisedLogistic(count, level, in[0], in[1]));
    }
    return mean;
  }
}
