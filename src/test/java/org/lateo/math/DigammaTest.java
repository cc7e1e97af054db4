package org.lateo.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;

/** Against closed forms, and differences of Apache Commons Math's log Γ. */
final class DigammaTest {
  private static final double EULER = 0.5772156649015329;

  @Test
  void closedForms() {
    assertClose(-EULER, 1);
    assertClose(-EULER - 2 * Math.log(2), 0.5);
    assertClose(-EULER - Math.PI / 2 - 3 * Math.log(2), 0.25);
    double sum = -EULER;
    for (int n = 1; n < 2000; n++) {
      assertClose(sum, n);
      sum += 1.0 / n;
    }
  }

  private static void assertClose(double expected, double x) {
    assertEquals(expected, Digamma.of(x), 1e-13 * (1 + Math.abs(expected)), "" + x);
  }

  /** ψ(x + 1) = ψ(x) + 1 / x. */
  @Test
  void recurrence() {
    for (int i = 1; i < 20_000; i++) {
      double x = i * 0.003;
      assertClose(Digamma.of(x + 1) - 1 / x, x);
    }
  }

  @Test
  void isTheDerivative() {
    for (double x = 0.3; x < 100; x *= 1.07) {
      double h = 1e-5 * x;
      double slope = (Gamma.logGamma(x + h) - Gamma.logGamma(x - h)) / (2 * h);
      assertEquals(slope, Digamma.of(x), 1e-7 * (1 + Math.abs(slope)), "" + x);
    }
  }

  @Test
  void outside() {
    assertTrue(Double.isNaN(Digamma.of(0)));
    assertTrue(Double.isNaN(Digamma.of(-2.5)));
    assertTrue(Double.isNaN(Digamma.of(Double.NaN)));
    assertEquals(Math.log(1e12), Digamma.of(1e12), 1e-11);
  }
}
