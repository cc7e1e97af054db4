package org.lateo.onnx;

/** Numbers of 16 bits: IEEE 754's binary16, with a sign, 5 bits of exponent and 10 of fraction. */
final class Half {
  /** The largest of them. */
  static final float LARGEST = 65504f;

  /** The smallest with all bits of its fraction; below, fewer are left. */
  static final float SMALLEST_NORMAL = 0x1p-14f;

  /** Half the smallest, which rounds to zero. */
  private static final float HALF_SMALLEST = 0x1p-25f;

  /** A float has 13 bits of fraction more. */
  private static final int DROPPED = 13;

  private static final int BIAS_DIFFERENCE = 127 - 15;

  private Half() {}

  /**
   * The nearest, or of two that are as near the even one.
   *
   * @param value of at most {@link #LARGEST} in size
   * @throws IllegalArgumentException if it is larger, or not a number
   */
  static short of(float value) {
    float size = Math.abs(value);
    if (!(size <= LARGEST)) {
      throw new IllegalArgumentException(
          "Expected a number of at most " + LARGEST + " in size, found " + value);
    }
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    return (short) (sign | (size < SMALLEST_NORMAL ? subnormal(size) : normal(size)));
  }

  private static int normal(float size) {
    int bits = Float.floatToRawIntBits(size) - (BIAS_DIFFERENCE << 23);
    int half = 1 << (DROPPED - 1);
    int odd = bits >>> DROPPED & 1;
    return (bits + half - 1 + odd) >>> DROPPED;
  }

  /** A whole number of 2^-24. */
  private static int subnormal(float size) {
    return size <= HALF_SMALLEST ? 0 : (int) StrictMath.rint(size * 0x1p24);
  }
}
