package org.lateo.math;

/**
 * Counter-based random numbers: a draw is a function of the stream's key and an index, so it does
 * not matter who draws, when, or on which thread.
 *
 * <p>Draw i of key k is the i-th output of SplitMix64 started at k.
 *
 * <p>See:
 *
 * <pre>
 * Steele GL, Lea D, Flood CH.
 * "Fast Splittable Pseudorandom Number Generators"
 * OOPSLA 2014.
 * Salmon JK, Moraes MA, Dror RO, Shaw DE.
 * "Parallel Random Numbers: As Easy as 1, 2, 3"
 * SC 2011.
 * </pre>
 */
public final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final long key;

  private RandomStream(long key) {
    this.key = key;
  }

  /** The stream of a seed for one purpose, such as "noise" or "shuffle". */
  public static RandomStream of(long seed, String purpose) {
    long key = mix(seed + GOLDEN_GAMMA);
    for (int i = 0; i < purpose.length(); i++) {
      key = child(key, purpose.charAt(i));
    }
    return new RandomStream(key);
  }

  /** The stream's key, for {@link #child} and {@link #fillGaussian} in inner loops. */
  public long key() {
    return key;
  }

  /** An independent stream for each counter, such as an epoch or a row. */
  public RandomStream at(long counter) {
    return new RandomStream(child(key, counter));
  }

  /** The key of the stream {@code at(counter)}. */
  public static long child(long key, long counter) {
    return mix(key ^ mix(counter + GOLDEN_GAMMA));
  }

  /** 64 random bits. */
  public long bits(long index) {
    return bits(key, index);
  }

  /** Uniform in the open interval (0, 1), on a grid of 2^-52 shifted by half a step. */
  public double uniform(long index) {
    return toUnit(bits(key, index));
  }

  /** A draw of N(0, 1). */
  public double gaussian(long index) {
    return NormalQuantile.of(uniform(index));
  }

  /** Uniform in {@code 0 .. bound - 1}; the bias is below bound / 2^52. */
  public int below(int bound, long index) {
    return (int) (uniform(index) * bound);
  }

  /** Draws 0 to count - 1 of N(0, 1) into {@code into[offset..offset + count)}. */
  public static void fillGaussian(long key, float[] into, int offset, int count) {
    for (int i = 0; i < count; i++) {
      into[offset + i] = (float) NormalQuantile.of(toUnit(bits(key, i)));
    }
  }

  /**
   * Adds draws 0 to n - 1 of N(0, deviation²) to {@code into[offset..offset + n)}.
   *
   * @param deviations the standard deviation of each, {@code [n]}; where it is 0, {@code into}
   *     stays as it is
   */
  public static void addGaussian(long key, float[] deviations, float[] into, int offset) {
    for (int i = 0; i < deviations.length; i++) {
      if (deviations[i] > 0) {
        into[offset + i] += deviations[i] * (float) NormalQuantile.of(toUnit(bits(key, i)));
      }
    }
  }

  /** A random order of {@code 0 .. size - 1} (Fisher and Yates). */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = below(i + 1, i);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static double toUnit(long bits) {
    return ((bits >>> 12) + 0.5) * 0x1p-52;
  }

  private static long bits(long key, long index) {
    return mix(key + (index + 1) * GOLDEN_GAMMA);
  }

  /** Stafford's variant 13 of the 64-bit finaliser of MurmurHash3. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
