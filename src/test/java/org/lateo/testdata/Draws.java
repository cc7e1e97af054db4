package org.lateo.testdata;

import java.util.SplittableRandom;

/**
 * One stream of random numbers, a function of (seed, row) alone, so rows may be made in any order.
 *
 * <p>Only {@code nextLong} (SplitMix64) is taken from the JDK, and only {@link StrictMath} is
 * applied to it: the JDK's own bounded and Gaussian draws have changed between releases.
 */
final class Draws {
  private final SplittableRandom bits;

  Draws(long seed, long row) {
    bits = new SplittableRandom(new SplittableRandom(seed).nextLong() + row);
    bits.nextLong();
  }

  /** Uniform on the open interval (0, 1), 53 bits. */
  double uniform() {
    return ((bits.nextLong() >>> 11) + 0.5) * 0x1p-53;
  }

  /** Uniform on (low, high). */
  double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** Uniform on 0 .. bound - 1. */
  int index(int bound) {
    return (int) (uniform() * bound);
  }

  /** Standard normal, by Box and Muller's transform; two uniforms a draw. */
  double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /** Normal around a mean, cut at two standard deviations by drawing again. */
  double gaussian(double mean, double standardDeviation) {
    double z = gaussian();
    while (StrictMath.abs(z) > 2) {
      z = gaussian();
    }
    return mean + standardDeviation * z;
  }

  /** A random order of 0 .. length - 1 (Fisher and Yates). */
  int[] permutation(int length) {
    int[] order = new int[length];
    for (int i = 0; i < length; i++) {
      int j = index(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
