package org.lateo.inference;

import org.lateo.graph.RowSource;
import org.lateo.math.RandomStream;

/**
 * The draws of N(0, I) that scores are averaged over: plus and minus √L times a random orthonormal
 * basis of L dimensions. Mean, covariance and third moments of the draws are exact, so that the
 * average of a quadratic function is exact too.
 */
public final class FixedDraws {
  private FixedDraws() {}

  /** The number of draws for {@code latent} dimensions. */
  public static int count(int latent) {
    return 2 * latent;
  }

  /**
   * The number of draws where not all of them are wanted: at most {@code most}, rounded up to whole
   * pairs of a draw and its mirror image.
   *
   * @param most at least 1
   */
  public static int count(int latent, int most) {
    return Math.min(count(latent), (most + 1) / 2 * 2);
  }

  /** All draws again and again. */
  public static RowSource cycle(int latent, long seed) {
    return cycle(latent, count(latent), seed);
  }

  /**
   * The first {@code count} draws again and again: row r is draw r modulo {@code count}, {@code
   * [latent]}. They are made when the first row is asked for, since the basis costs {@code latent}³
   * operations.
   */
  public static RowSource cycle(int latent, int count, long seed) {
    return new RowSource() {
      private volatile float[] draws;

      @Override
      public void fill(int row, float[] into, int at) {
        float[] drawn = draws == null ? draw() : draws;
        System.arraycopy(drawn, row % count * latent, into, at, latent);
      }

      private synchronized float[] draw() {
        draws = draws == null ? of(latent, seed) : draws;
        return draws;
      }
    };
  }

  /** The draws, {@code [2 × latent, latent]}, each followed by its mirror image. */
  public static float[] of(int latent, long seed) {
    double[][] basis = orthonormal(latent, RandomStream.of(seed, "fixed draws"));
    double radius = Math.sqrt(latent);
    float[] draws = new float[count(latent) * latent];
    for (int k = 0; k < latent; k++) {
      for (int j = 0; j < latent; j++) {
        draws[2 * k * latent + j] = (float) (radius * basis[k][j]);
        draws[(2 * k + 1) * latent + j] = (float) (-radius * basis[k][j]);
      }
    }
    return draws;
  }

  /**
   * Gram and Schmidt's process on Gaussian vectors, each made orthogonal twice against rounding.
   */
  private static double[][] orthonormal(int size, RandomStream random) {
    double[][] basis = new double[size][size];
    for (int k = 0; k < size; k++) {
      for (int j = 0; j < size; j++) {
        basis[k][j] = random.gaussian((long) k * size + j);
      }
      for (int i = 0; i < 2 * k; i++) {
        subtractProjection(basis[k], basis[i % k]);
      }
      normalise(basis[k]);
    }
    return basis;
  }

  private static void subtractProjection(double[] v, double[] unit) {
    double product = dot(v, unit);
    for (int j = 0; j < v.length; j++) {
      v[j] -= product * unit[j];
    }
  }

  private static void normalise(double[] v) {
    double length = Math.sqrt(dot(v, v));
    for (int j = 0; j < v.length; j++) {
      v[j] /= length;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
