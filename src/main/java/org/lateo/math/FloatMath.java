package org.lateo.math;

/**
 * Transcendental functions of {@code float}, written with {@code + - * / min max} (and, for the
 * power of two in {@link #exp}, its bits) only.
 *
 * <p>Each is a straight line of arithmetic, so that the compiler turns a loop over a {@code
 * float[]} into vector instructions, and so that the result is the same bits on every JVM ({@link
 * Math}'s own functions may differ between versions). The functions over arrays run in one or two
 * passes: the compiler of JDK 17 gives up on bodies of more than about forty operations, at fifty
 * times the cost, and on arrays that are read at different positions. NaN in gives NaN out.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // Coefficients as published.
public final class FloatMath {
  /** Arguments of {@link #exp} are clamped to plus and minus this; e^87 and e^-87 are normal. */
  public static final float MAX_EXPONENT = 87f;

  /** 1.5 * 2^23: adding and subtracting it rounds a float below 2^22 to the nearest integer. */
  private static final float ROUND = 12582912f;

  private static final int SQRT_HALF_BITS = 0x3f3504f3;

  /** Of {@link #sumOfLogs}: 2^(7 * 128) and 2^(-7 * 126) are far inside of the range of double. */
  private static final int FACTORS = 7;

  private static final double LOG_TWO = 0.6931471805599453;
  private static final long MANTISSA_BITS = 0xfffffffffffffL;
  private static final long ONE_BITS = 0x3ff0000000000000L;

  private FloatMath() {}

  /**
   * e^x for x clamped to [-87, 87]. Relative error below 2e-7.
   *
   * <p>Range reduction by log 2 in two parts (Cody and Waite 1980), a Taylor polynomial of degree
   * 7, and the power of two put together from its bits.
   */
  public static float exp(float x) {
    return expReduced(x) * powerOfTwo(x);
  }

  /** {@link #exp(float)} of x[from..to) into y[from..to), which must be another array. */
  public static void exp(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = expReduced(x[i]);
    }
    for (int i = from; i < to; i++) {
      y[i] *= powerOfTwo(x[i]);
    }
  }

  /** e^(factor x) of x[from..to) into y[from..to), which must be another array. */
  public static void expOfMultiple(float factor, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = expReduced(factor * x[i]);
    }
    for (int i = from; i < to; i++) {
      y[i] *= powerOfTwo(factor * x[i]);
    }
  }

  /** e^(x - shift) of x[from..to) into y[from..to), which must be another array. */
  public static void expOfDifference(float[] x, float shift, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = expReduced(x[i] - shift);
    }
    for (int i = from; i < to; i++) {
      y[i] *= powerOfTwo(x[i] - shift);
    }
  }

  /** The multiple of log 2 nearest to x, in units of log 2, plus {@link #ROUND}. */
  private static float raisedExponent(float x) {
    return Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, x)) * 1.44269504f + ROUND;
  }

  /** e to the power of {@link #reduced}. */
  private static float expReduced(float x) {
    float r = reduced(x);
    return (secondOrder(r) * r + 1f) * r + 1f;
  }

  /** x - n log 2, within half of log 2, where n is {@link #raisedExponent} less {@link #ROUND}. */
  private static float reduced(float x) {
    float n = raisedExponent(x) - ROUND;
    float c = Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, x));
    return c - n * 0.693359375f - n * -2.12194440e-4f;
  }

  /** (e^r - 1 - r) / r² for r within half of log 2. */
  private static float secondOrder(float r) {
    float p = r * (1f / 5040f) + 1f / 720f;
    p = p * r + 1f / 120f;
    p = p * r + 1f / 24f;
    p = p * r + 1f / 6f;
    return p * r + 0.5f;
  }

  /** e^x - 1 - x for x clamped to [-87, 87]. Relative error below 2e-6, near zero too. */
  public static float expExcess(float x) {
    return completeExcess(x, reducedExcess(x));
  }

  /** {@link #expExcess(float)} of x[from..to) into y[from..to), which must be another array. */
  public static void expExcess(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = reducedExcess(x[i]);
    }
    for (int i = from; i < to; i++) {
      y[i] = completeExcess(x[i], y[i]);
    }
  }

  private static float reducedExcess(float x) {
    float r = reduced(x);
    return secondOrder(r) * r * r;
  }

  /** With x = n log 2 + r: 2^n (e^r - 1 - r) + (2^n - 1) (1 + r) - n log 2. */
  private static float completeExcess(float x, float excess) {
    float power = powerOfTwo(x);
    float n = raisedExponent(x) - ROUND;
    return power * excess + ((power - 1f) * (1f + reduced(x)) - n * 0.69314718f);
  }

  /**
   * The last bits of the raised exponent are n; the shift drops the others. Cheaper than a cast to
   * {@code int}, which has to look for NaN.
   */
  private static float powerOfTwo(float x) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(raisedExponent(x)) + 127) << 23);
  }

  /**
   * Hyperbolic tangent, an odd rational function of degrees 13 and 6, exactly ±1 beyond ±7.9.
   * Absolute error below 4e-7. Coefficients: Eigen 3.4, {@code generic_fast_tanh_float}.
   */
  public static float tanh(float x) {
    float c = Math.max(-7.90531110763549805f, Math.min(7.90531110763549805f, x));
    float s = c * c;
    float p = s * -2.76076847742355e-16f + 2.00018790482477e-13f;
    p = s * p - 8.60467152213735e-11f;
    p = s * p + 5.12229709037114e-08f;
    p = s * p + 1.48572235717979e-05f;
    p = s * p + 6.37261928875436e-04f;
    p = s * p + 4.89352455891786e-03f;
    float q = s * 1.19825839466702e-06f + 1.18534705686654e-04f;
    q = s * q + 2.26843463243900e-03f;
    q = s * q + 4.89352518554385e-03f;
    return Math.max(-1f, Math.min(1f, c * p / q));
  }

  /** {@link #tanh(float)} of x[from..to) into y[from..to). The arrays may be the same. */
  public static void tanh(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = tanh(x[i]);
    }
  }

  /** 1 / (1 + e^-x) by {@link #tanh}. Absolute error below 3e-7. */
  public static float sigmoid(float x) {
    return 0.5f * tanh(0.5f * x) + 0.5f;
  }

  /** {@link #sigmoid(float)} of x[from..to) into y[from..to). The arrays may be the same. */
  public static void sigmoid(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = sigmoid(x[i]);
    }
  }

  /** log(1 + e^x) = max(x, 0) - log sigmoid(|x|). Absolute error below 6e-7 + 6e-8 |x|. */
  public static float softplus(float x) {
    return Math.max(x, 0f) - logSigmoidOfHalf(sigmoid(Math.abs(x)));
  }

  /** {@link #softplus(float)} of x[from..to) into y[from..to), which must be another array. */
  public static void softplus(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = sigmoid(Math.abs(x[i]));
    }
    for (int i = from; i < to; i++) {
      y[i] = Math.max(x[i], 0f) - logSigmoidOfHalf(y[i]);
    }
  }

  /** log s for s in [1/2, 1], as 2 artanh((s - 1) / (s + 1)). Absolute error below 1e-7. */
  public static float logSigmoidOfHalf(float s) {
    float t = (s - 1f) / (s + 1f);
    float u = t * t;
    float p = u * (1f / 13f) + 1f / 11f;
    p = p * u + 1f / 9f;
    p = p * u + 1f / 7f;
    p = p * u + 1f / 5f;
    p = p * u + 1f / 3f;
    return 2f * (t + t * u * p);
  }

  /**
   * log(1 + x) for x of 0 and more. Relative error below 3e-7.
   *
   * <p>1 + x is split into a power of two and a rest m in [√½, √2); log m is 2 artanh((m - 1) / (m
   * + 1)), and what 1 + x loses by rounding is added.
   */
  public static float log1p(float x) {
    float u = 1f + x;
    int exponent = (Float.floatToRawIntBits(u) - SQRT_HALF_BITS) >> 23;
    float m = Float.intBitsToFloat(Float.floatToRawIntBits(u) - (exponent << 23));
    float t = (m - 1f) / (m + 1f);
    float s = t * t;
    float p = s * (1f / 9f) + 1f / 7f;
    p = p * s + 1f / 5f;
    p = p * s + 1f / 3f;
    float rest = 2f * (t + t * s * p) + (x - (u - 1f)) / u;
    return exponent * 0.693359375f + (exponent * -2.12194440e-4f + rest);
  }

  /**
   * log x for x of {@link Float#MIN_NORMAL} and more, which smaller ones are taken as. Relative
   * error below 3e-7; the steps are those of {@link #log1p}.
   */
  public static float log(float x) {
    float c = Math.max(Float.MIN_NORMAL, x);
    int exponent = (Float.floatToRawIntBits(c) - SQRT_HALF_BITS) >> 23;
    float m = Float.intBitsToFloat(Float.floatToRawIntBits(c) - (exponent << 23));
    float t = (m - 1f) / (m + 1f);
    float s = t * t;
    float p = s * (1f / 9f) + 1f / 7f;
    p = p * s + 1f / 5f;
    p = p * s + 1f / 3f;
    // The last term keeps NaN.
    float rest = 2f * (t + t * s * p) + 0f * c;
    return exponent * 0.693359375f + (exponent * -2.12194440e-4f + rest);
  }

  /** The largest of x[from..to), at least one number. */
  public static float max(float[] x, int from, int to) {
    float max = x[from];
    for (int i = from + 1; i < to; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  /**
   * The sum of x[from..to) in double. Four sums side by side, since one waits for each addition to
   * end before the next.
   */
  public static double sum(float[] x, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < to; i++) {
      a += x[i];
    }
    return (a + b) + (c + d);
  }

  /**
   * The sum of log x over elements {@code [from, to)}, where values below the smallest normal float
   * are taken as that; NaN where one is NaN or infinite. A logarithm of a product, since a
   * logarithm takes as long as thirty products: of up to seven numbers, which no double overflows
   * at, the exponents are added up and the mantissas multiplied on.
   */
  public static double sumOfLogs(float[] x, int from, int to) {
    double mantissa = 1;
    double nothing = 0;
    long exponent = 0;
    for (int at = from; at < to; at += FACTORS) {
      double product = mantissa * product(x, at, Math.min(to, at + FACTORS));
      long bits = Double.doubleToRawLongBits(product);
      exponent += (bits >>> 52) - Double.MAX_EXPONENT;
      mantissa = Double.longBitsToDouble((bits & MANTISSA_BITS) | ONE_BITS);
      nothing += 0 * product;
    }
    return exponent * LOG_TWO + StrictMath.log(mantissa) + nothing;
  }

  private static double product(float[] x, int from, int to) {
    double product = 1;
    for (int i = from; i < to; i++) {
      product *= Math.max(Float.MIN_NORMAL, x[i]);
    }
    return product;
  }

  /** The sum of squares of elements {@code [from, to)}, added up in double in a fixed order. */
  public static double sumOfSquares(float[] x, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += (double) x[i] * x[i];
      b += (double) x[i + 1] * x[i + 1];
      c += (double) x[i + 2] * x[i + 2];
      d += (double) x[i + 3] * x[i + 3];
    }
    for (; i < to; i++) {
      a += (double) x[i] * x[i];
    }
    return (a + b) + (c + d);
  }

  /**
   * The error function, an odd rational function of degrees 13 and 8, clamped at ±4. Absolute error
   * below 5e-7. Coefficients: Eigen 3.4, {@code erf} for float.
   */
  public static float erf(float x) {
    float c = Math.max(-4f, Math.min(4f, x));
    float s = c * c;
    float p = s * -2.72614225801306e-10f + 2.77068142495902e-08f;
    p = s * p - 2.10102402082508e-06f;
    p = s * p - 5.69250639462346e-05f;
    p = s * p - 7.34990630326855e-04f;
    p = s * p - 2.95459980854025e-03f;
    p = s * p - 1.60960333262415e-02f;
    float q = s * -1.45660718464996e-05f - 2.13374055278905e-04f;
    q = s * q - 1.68282697438203e-03f;
    q = s * q - 7.37332916720468e-03f;
    q = s * q - 1.42647390514189e-02f;
    return Math.max(-1f, Math.min(1f, c * p / q));
  }
}
