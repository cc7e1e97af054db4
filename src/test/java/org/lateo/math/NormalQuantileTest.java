package org.lateo.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

final class NormalQuantileTest {
  /** Written by normal_quantile.py beside it, with mpmath 1.3.0. */
  private static final Path REFERENCE = Path.of("src", "test", "python", "normal_quantile.txt");

  /** The algorithm's 1e-16 and the rounding of two polynomials and their quotient. */
  private static final double RELATIVE_ERROR = 1e-15;

  @Test
  void agreesWithReferenceNumbers() throws IOException {
    for (String line : Files.readAllLines(REFERENCE)) {
      String[] fields = line.split(" ", -1);
      double expected = Double.parseDouble(fields[1]);
      double found = NormalQuantile.of(Double.parseDouble(fields[0]));
      assertEquals(expected, found, RELATIVE_ERROR * Math.abs(expected), "p = " + fields[0]);
    }
  }

  @Test
  void undoesTheDistributionFunction() {
    // An error of 1e-15 z in z is one of z phi(z) / p times 1e-15 in p, at most z² + 1 times.
    for (double p = 1e-12; p <= 0.5; p *= 1.37) {
      double z = NormalQuantile.of(p);
      double back = 0.5 * Erf.erfc(-z / Math.sqrt(2));
      assertEquals(p, back, 2 * RELATIVE_ERROR * (z * z + 10) * p, "p = " + p);
    }
  }

  @Test
  void isOddAroundOneHalf() {
    for (int i = 1; i < 1000; i++) {
      double p = i * 0x1p-11;
      assertEquals(-NormalQuantile.of(p), NormalQuantile.of(1 - p));
    }
  }

  @Test
  void neverDecreases() {
    // Across both seams of the three rational functions, p = 0.075 and p = e^-25.
    for (double seam : new double[] {0.075, StrictMath.exp(-25)}) {
      double before = Double.NEGATIVE_INFINITY;
      for (double p = seam * 0.999; p < seam * 1.001; p += seam * 1e-5) {
        double z = NormalQuantile.of(p);
        assertTrue(z >= before, "p = " + p);
        before = z;
      }
    }
  }
}
