package org.lateo.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

/** Each function against double precision on a dense grid, within the error its javadoc states. */
final class FloatMathTest {
  private interface FloatFunction {
    float of(float x);
  }

  private interface ArrayFunction {
    void apply(float[] x, float[] y, int from, int to);
  }

  private static final int[] SIZES = {0, 1, 4, 6, 13, 25, 207, 702};
  private static final int POINTS = 400_000;

  @Test
  void exp() {
    assertWithin(FloatMath::exp, StrictMath::exp, x -> 2e-7 * StrictMath.exp(x), -87f, 87f, POINTS);
    assertWithin(FloatMath::exp, StrictMath::exp, x -> 2e-7, -1e-3f, 1e-3f, POINTS);
    assertEquals(1f, FloatMath.exp(0f));
    assertEquals(FloatMath.exp(87f), FloatMath.exp(1000f));
    assertEquals(FloatMath.exp(87f), FloatMath.exp(Float.POSITIVE_INFINITY));
    assertEquals(FloatMath.exp(-87f), FloatMath.exp(-Float.MAX_VALUE));
    assertEquals(FloatMath.exp(-87f), FloatMath.exp(Float.NEGATIVE_INFINITY));
    assertTrue(FloatMath.exp(-87f) >= Float.MIN_NORMAL);
  }

  @Test
  void expExcess() {
    DoubleUnaryOperator bound = x -> 2e-6 * excess(x);
    for (float end : new float[] {1e-6f, 1e-3f, 0.3f, 1f, 20f, 87f}) {
      assertWithin(FloatMath::expExcess, FloatMathTest::excess, bound, -end, end, POINTS);
    }
    assertEquals(0f, FloatMath.expExcess(0f));
    assertTrue(Float.isNaN(FloatMath.expExcess(Float.NaN)));
  }

  /** e^x - 1 - x, near zero by its series, since the difference loses digits there. */
  private static double excess(double x) {
    return Math.abs(x) < 1e-2
        ? x * x * (1 / 2. + x * (1 / 6. + x * (1 / 24. + x * (1 / 120. + x / 720))))
        : StrictMath.expm1(x) - x;
  }

  @Test
  void log1p() {
    DoubleUnaryOperator bound = x -> 3e-7 * StrictMath.log1p(x);
    for (float end : new float[] {1e-6f, 1e-2f, 1f, 100f, 1e6f, 1e30f}) {
      assertWithin(FloatMath::log1p, StrictMath::log1p, bound, 0f, end, POINTS);
    }
    assertEquals(0f, FloatMath.log1p(0f));
    assertTrue(Float.isNaN(FloatMath.log1p(Float.NaN)));
  }

  @Test
  void log() {
    DoubleUnaryOperator bound = x -> 3e-7 * Math.abs(StrictMath.log(x));
    for (float end : new float[] {1e-30f, 0.5f, 0.99f, 2f, 100f, 1e30f}) {
      assertWithin(FloatMath::log, StrictMath::log, bound, end / 2, end, POINTS);
    }
    assertWithin(FloatMath::log, StrictMath::log, bound, 0.999f, 1.001f, POINTS);
    assertEquals(0f, FloatMath.log(1f));
    assertEquals(Math.log(Float.MAX_VALUE), FloatMath.log(Float.MAX_VALUE), 1e-5);
    for (float below : new float[] {0f, -1f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY}) {
      assertEquals(Math.log(Float.MIN_NORMAL), FloatMath.log(below), 1e-5);
    }
    assertTrue(Float.isNaN(FloatMath.log(Float.NaN)));
  }

  @Test
  void sumAndMaximum() {
    for (int size : SIZES) {
      float[] x = new float[size + 1];
      double sum = 0;
      double squares = 0;
      for (int i = 0; i <= size; i++) {
        x[i] = (float) StrictMath.sin(i) - 2f;
        sum += i < size ? x[i] : 0;
        squares += i < size ? (double) x[i] * x[i] : 0;
      }
      assertEquals(sum, FloatMath.sum(x, 0, size), 1e-12 * size);
      assertEquals(squares, FloatMath.sumOfSquares(x, 0, size), 1e-12 * size);
      x[size / 2] = -0.5f;
      assertEquals(-0.5f, FloatMath.max(x, 0, size + 1));
    }
  }

  @Test
  void sumOfLogarithms() {
    for (int size : SIZES) {
      float[] x = new float[size + 1];
      double sum = 0;
      for (int i = 0; i <= size; i++) {
        x[i] = i % 3 == 0 ? 1e38f : i % 3 == 1 ? 1e-37f : 1.5f + (float) StrictMath.sin(i);
        sum += i < size ? StrictMath.log(x[i]) : 0;
      }
      assertEquals(sum, FloatMath.sumOfLogs(x, 0, size), 1e-13 * size);
    }
  }

  @Test
  void sumOfLogarithmsAtTheEndsOfTheRange() {
    float[] all = new float[1000];
    for (float x : new float[] {Float.MIN_NORMAL, Float.MAX_VALUE}) {
      Arrays.fill(all, x);
      assertEquals(1000 * StrictMath.log(x), FloatMath.sumOfLogs(all, 0, 1000), 1e-9);
    }
    float[] small = {0f, -3f, Float.MIN_VALUE};
    assertEquals(3 * StrictMath.log(Float.MIN_NORMAL), FloatMath.sumOfLogs(small, 0, 3), 1e-12);
    for (float x : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertEquals(Double.NaN, FloatMath.sumOfLogs(new float[] {2f, x, 3f}, 0, 3));
    }
  }

  @Test
  void expOfDifferenceIsExp() {
    float[] x = {-100f, -1f, 0f, 3f, 100f};
    float[] y = new float[x.length];
    FloatMath.expOfDifference(x, 2f, y, 1, 4);
    assertArrayEquals(
        new float[] {0f, FloatMath.exp(-3f), FloatMath.exp(-2f), FloatMath.exp(1f), 0f}, y);
  }

  @Test
  void tanh() {
    assertWithin(FloatMath::tanh, StrictMath::tanh, x -> 4e-7, -12f, 12f, POINTS);
    assertWithin(FloatMath::tanh, StrictMath::tanh, x -> 4e-7, -1e-2f, 1e-2f, POINTS);
    assertEquals(0f, FloatMath.tanh(0f));
    for (float x : new float[] {7.91f, 10f, 1e30f, Float.POSITIVE_INFINITY}) {
      assertEquals(1f, FloatMath.tanh(x));
      assertEquals(-1f, FloatMath.tanh(-x));
    }
  }

  @Test
  void sigmoid() {
    assertWithin(
        FloatMath::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), x -> 3e-7, -30f, 30f, POINTS);
    assertEquals(0.5f, FloatMath.sigmoid(0f));
    assertEquals(1f, FloatMath.sigmoid(Float.POSITIVE_INFINITY));
    assertEquals(0f, FloatMath.sigmoid(Float.NEGATIVE_INFINITY));
  }

  @Test
  void softplus() {
    DoubleUnaryOperator exact =
        x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    DoubleUnaryOperator bound = x -> 6e-7 + 6e-8 * Math.abs(x);
    assertWithin(FloatMath::softplus, exact, bound, -30f, 30f, POINTS);
    assertWithin(FloatMath::softplus, exact, bound, -1e6f, 1e6f, POINTS);
    assertEquals(Float.MAX_VALUE, FloatMath.softplus(Float.MAX_VALUE));
    assertEquals(Float.POSITIVE_INFINITY, FloatMath.softplus(Float.POSITIVE_INFINITY));
    assertEquals(0f, FloatMath.softplus(Float.NEGATIVE_INFINITY));
  }

  @Test
  void logSigmoidOfHalf() {
    assertWithin(FloatMath::logSigmoidOfHalf, StrictMath::log, x -> 1e-7, 0.5f, 1f, POINTS);
    assertEquals(0f, FloatMath.logSigmoidOfHalf(1f));
  }

  @Test
  void erf() {
    // Commons Math's continued fractions take a microsecond each, hence the coarser grid.
    assertWithin(FloatMath::erf, Erf::erf, x -> 5e-7, -5f, 5f, 50_000);
    assertEquals(0f, FloatMath.erf(0f));
    assertEquals(1f, FloatMath.erf(Float.POSITIVE_INFINITY), 5e-7f);
    assertEquals(-1f, FloatMath.erf(Float.NEGATIVE_INFINITY), 5e-7f);
  }

  @Test
  void notANumberStaysSo() {
    assertTrue(Float.isNaN(FloatMath.exp(Float.NaN)));
    assertTrue(Float.isNaN(FloatMath.tanh(Float.NaN)));
    assertTrue(Float.isNaN(FloatMath.sigmoid(Float.NaN)));
    assertTrue(Float.isNaN(FloatMath.softplus(Float.NaN)));
    assertTrue(Float.isNaN(FloatMath.logSigmoidOfHalf(Float.NaN)));
    assertTrue(Float.isNaN(FloatMath.erf(Float.NaN)));
  }

  @Test
  void arrayFormsAreTheScalarForms() {
    assertSameBits(FloatMath::exp, FloatMath::exp);
    assertSameBits(
        (x, y, i, j) -> FloatMath.expOfMultiple(-1f, x, y, i, j), x -> FloatMath.exp(-x));
    assertSameBits(FloatMath::expExcess, FloatMath::expExcess);
    assertSameBits(FloatMath::tanh, FloatMath::tanh);
    assertSameBits(FloatMath::sigmoid, FloatMath::sigmoid);
    assertSameBits(FloatMath::softplus, FloatMath::softplus);
  }

  @Test
  void tanhAndSigmoidWorkInPlace() {
    for (ArrayFunction function : new ArrayFunction[] {FloatMath::tanh, FloatMath::sigmoid}) {
      float[] x = arguments(207);
      float[] apart = new float[207];
      function.apply(x, apart, 0, 207);
      function.apply(x, x, 0, 207);
      assertArrayEquals(apart, x);
    }
  }

  /** Fifty rounds: the first are interpreted, the last are the compiler's vector instructions. */
  private static void assertSameBits(ArrayFunction array, FloatFunction scalar) {
    for (int round = 0; round < 50; round++) {
      for (int size : SIZES) {
        int from = 1 + round % 5;
        float[] x = arguments(from + size + 3);
        float[] expected = new float[x.length];
        for (int i = from; i < from + size; i++) {
          expected[i] = scalar.of(x[i]);
        }
        float[] y = new float[x.length];
        array.apply(x, y, from, from + size);
        assertArrayEquals(bits(expected), bits(y), "size " + size + " from " + from);
      }
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }

  /** Numbers of every size, with the special ones among them. */
  private static float[] arguments(int size) {
    float[] special = {
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, 1e-40f, 88f, -88f
    };
    float[] x = new float[size];
    RandomStream random = RandomStream.of(1, "arguments");
    for (int i = 0; i < size; i++) {
      int kind = random.below(40, i);
      x[i] = kind < special.length ? special[kind] : (float) (kind * 0.3 * random.gaussian(i));
    }
    return x;
  }

  private static void assertWithin(
      FloatFunction function,
      DoubleUnaryOperator exact,
      DoubleUnaryOperator bound,
      float from,
      float to,
      int points) {
    for (int i = 0; i <= points; i++) {
      float x = from + (float) i / points * (to - from);
      double expected = exact.applyAsDouble(x);
      if (!(Math.abs(function.of(x) - expected) <= bound.applyAsDouble(x))) {
        assertEquals(expected, function.of(x), bound.applyAsDouble(x), "at " + x);
      }
    }
  }
}
