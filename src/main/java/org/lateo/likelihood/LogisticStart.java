package org.lateo.likelihood;

/**
 * Location and scale of a logistic distribution cut into levels that has a column's mean and,
 * before it is cut, standard deviation.
 *
 * @param scaling the same for every column
 */
record LogisticStart(Levels levels, Scaling scaling) {
  private static final int STEPS = 60;
  private static final int CORRECTIONS = 3;
  private static final double DEVIATION_OF_UNIT_SCALE = Math.PI / Math.sqrt(3);

  /** The scale: at least half the distance of two levels, where cutting hardly changes the mean. */
  double scale(ColumnSummary c) {
    double deviation = Math.sqrt(c.variance()) / scaling.scale()[0];
    return Math.max(levels.halfStep(), Math.min(1, deviation / DEVIATION_OF_UNIT_SCALE));
  }

  /** The location, by bisection. A mean at an end is moved to a tenth of a level before it. */
  double location(ColumnSummary c) {
    double end = 1 - 0.2 * levels.halfStep();
    double mean = (c.mean() - scaling.shift()[0]) / scaling.scale()[0];
    double target = Math.max(-end, Math.min(end, mean));
    double scale = scale(c);
    double low = -1 - 10 * scale;
    double high = 1 + 10 * scale;
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (mean(middle, scale) < target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return corrected((low + high) / 2, scale, target);
  }

  /**
   * Newton steps from the location that fits the uncut distribution to the one that fits its
   * levels.
   */
  private double corrected(double location, double scale, double target) {
    double corrected = location;
    for (int i = 0; i < CORRECTIONS; i++) {
      double above = 0;
      double slope = 0;
      for (int j = 0; j < levels.count() - 1; j++) {
        double s = 1 / (1 + StrictMath.exp((levels.bound(j) - corrected) / scale));
        above += s;
        slope += s * (1 - s) / scale;
      }
      corrected += ((target + 1) / 2 * (levels.count() - 1) - above) / slope;
    }
    return corrected;
  }

  private static double mean(double location, double scale) {
    return scale * (softplus((location + 1) / scale) - softplus((location - 1) / scale)) - 1;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
