package org.lateo.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;

/** Against Apache Commons Math. */
final class LogFactorialTest {
  @Test
  void wholeNumbers() {
    assertEquals(0, LogFactorial.of(0));
    assertEquals(0, LogFactorial.of(1));
    assertEquals(StrictMath.log(120), LogFactorial.of(5), 1e-15);
    for (int n = 2; n < 5000; n++) {
      double expected = Gamma.logGamma(n + 1.0);
      assertEquals(expected, LogFactorial.of(n), 1e-13 * (1 + expected), "" + n);
    }
  }

  @Test
  void numbersBetween() {
    for (int i = 1; i < 100_000; i++) {
      double x = i * 0.01 + 1e-5;
      double expected = Gamma.logGamma(x + 1);
      assertEquals(expected, LogFactorial.of(x), 1e-13 * (1 + Math.abs(expected)), "" + x);
    }
  }

  /** Against Stirling's series where it is exact, and the definition where nothing cancels. */
  @Test
  void excess() {
    assertEquals(0, LogFactorial.excess(0));
    assertEquals(0, LogFactorial.excess(-1));
    assertEquals(1, LogFactorial.excess(1), 1e-15);
    for (int n = 2; n < 40; n++) {
      double expected = Gamma.logGamma(n + 1.0) - n * Math.log(n) + n;
      assertEquals(expected, LogFactorial.excess(n), 1e-13, "" + n);
    }
    for (double x = 50; x < 1.6e7; x = Math.rint(1.3 * x)) {
      double series = 1 / (12 * x) - 1 / (360 * x * x * x);
      assertEquals(
          0.5 * Math.log(2 * Math.PI * x) + series, LogFactorial.excess(x), 1e-11 + 1e-15 * x * 20);
    }
  }

  @Test
  void outside() {
    assertEquals(0, LogFactorial.of(-3.5));
    assertTrue(Double.isNaN(LogFactorial.of(Double.NaN)));
    assertEquals(Gamma.logGamma(1e9), LogFactorial.of(1e9 - 1), 1e-4);
  }
}
