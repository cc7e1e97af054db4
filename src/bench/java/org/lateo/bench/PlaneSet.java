package org.lateo.bench;

import org.lateo.math.RandomStream;

/**
 * Rows of two numbers whose density is known: points of curves, each moved by Gaussian noise. The
 * density is the mean over the curves' points of the noise's, which is computed at many points.
 */
enum PlaneSet {
  /** Two half circles of radius 1, one into the other. */
  MOONS(2, 0.1, 2.2) {
    @Override
    double[] point(int curve, double share) {
      double x = Math.cos(Math.PI * share);
      double y = Math.sin(Math.PI * share);
      return curve == 0 ? new double[] {x - 0.5, y - 0.25} : new double[] {0.5 - x, 0.25 - y};
    }
  },

  /** Circles of radius 1 and 0.5 around one centre. */
  RINGS(2, 0.08, 1.5) {
    @Override
    double[] point(int curve, double share) {
      double radius = curve == 0 ? 1 : 0.5;
      double angle = 2 * Math.PI * share;
      return new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }
  },

  /** Two arms of one and a half turns, radius up to π, with fewer points the farther out. */
  SPIRALS(2, 0.1, 3.8) {
    @Override
    double[] point(int curve, double share) {
      double angle = 3 * Math.PI * Math.sqrt(share);
      double radius = (curve == 0 ? 1 : -1) * angle / 3;
      return new double[] {-radius * Math.cos(angle), radius * Math.sin(angle)};
    }
  };

  /** Far closer to one another than the noise is wide. */
  private static final int POINTS = 4096;

  /** Beyond so many deviations of the noise a point adds nothing. */
  private static final double FAR = 12;

  private final int curves;
  private final double deviation;
  private final double side;
  private final double[][] points;

  PlaneSet(int curves, double deviation, double side) {
    this.curves = curves;
    this.deviation = deviation;
    this.side = side;
    this.points = new double[curves * POINTS][];
    for (int i = 0; i < points.length; i++) {
      points[i] = point(i / POINTS, (i % POINTS + 0.5) / POINTS);
    }
  }

  /** The point of a curve before which a share of its rows lies, {@code [2]}. */
  abstract double[] point(int curve, double share);

  /** Pictures reach from minus this to this on both axes. */
  double side() {
    return side;
  }

  /** Rows, {@code [count, 2]}, a function of the seed. */
  double[][] rows(int count, long seed) {
    double[][] rows = new double[count][];
    RandomStream random = RandomStream.of(seed, "plane " + name());
    float[] noise = new float[2];
    for (int r = 0; r < count; r++) {
      RandomStream own = random.at(r);
      RandomStream.fillGaussian(own.at(0).key(), noise, 0, 2);
      int curve = (int) (curves * own.uniform(1));
      double[] at = point(curve, own.uniform(2));
      rows[r] = new double[] {at[0] + deviation * noise[0], at[1] + deviation * noise[1]};
    }
    return rows;
  }

  /** log p(x) of each row, in nats. */
  double[] logDensity(double[][] rows) {
    double[] nats = new double[rows.length];
    double constant = Math.log(2 * Math.PI * deviation * deviation * points.length);
    for (int r = 0; r < rows.length; r++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (double[] point : points) {
        nearest = Math.min(nearest, exponent(rows[r], point));
      }
      double sum = 0;
      for (double[] point : points) {
        double more = exponent(rows[r], point) - nearest;
        sum += more < FAR * FAR / 2 ? Math.exp(-more) : 0;
      }
      nats[r] = Math.log(sum) - nearest - constant;
    }
    return nats;
  }

  private double exponent(double[] row, double[] point) {
    double x = (row[0] - point[0]) / deviation;
    double y = (row[1] - point[1]) / deviation;
    return (x * x + y * y) / 2;
  }
}
