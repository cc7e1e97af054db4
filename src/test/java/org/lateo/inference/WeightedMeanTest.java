package org.lateo.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class WeightedMeanTest {
  private static final float[] ROWS = {1, 10, 3, 30, 5, 50};

  private static double[] mean(double... logWeights) {
    WeightedMean mean = new WeightedMean(2);
    for (int k = 0; k < logWeights.length; k++) {
      mean.add(logWeights[k], ROWS, 2 * k);
    }
    return mean.mean();
  }

  @Test
  void byHand() {
    double[] expected = {(1 + 3 * 3 + 2 * 5) / 6.0, (10 + 3 * 30 + 2 * 50) / 6.0};
    for (double shift : new double[] {0, -1e5, 1e5}) {
      double[] found = mean(shift, shift + Math.log(3), shift + Math.log(2));
      assertArrayEquals(expected, found, 1e-9);
    }
  }

  @Test
  void weightsOfZero() {
    double zero = Double.NEGATIVE_INFINITY;
    assertArrayEquals(new double[] {3, 30}, mean(zero, -1e4, zero));
    assertArrayEquals(new double[] {3, 30}, mean(zero, zero, zero));
    assertArrayEquals(new double[] {5, 50}, mean(-1e4, -1e4, 0));
    assertTrue(Double.isNaN(mean()[0]));
    for (boolean first : new boolean[] {true, false}) {
      WeightedMean mean = new WeightedMean(1);
      mean.add(first ? zero : 0, new float[] {first ? Float.NaN : 7}, 0);
      mean.add(first ? 0 : zero, new float[] {first ? 7 : Float.POSITIVE_INFINITY}, 0);
      assertArrayEquals(new double[] {7}, mean.mean());
    }
  }
}
