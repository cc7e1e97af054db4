package org.lateo.testdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
  @Test
  void sameSeedAndRowGiveTheSameStream() {
    Draws one = new Draws(7, 3);
    Draws two = new Draws(7, 3);
    for (int i = 0; i < 100; i++) {
      assertEquals(one.gaussian(), two.gaussian());
    }
  }

  @Test
  void anotherRowOrSeedGivesAnotherStream() {
    double first = new Draws(7, 3).uniform();
    assertNotEquals(first, new Draws(7, 4).uniform());
    assertNotEquals(first, new Draws(8, 3).uniform());
  }

  /** Standard errors of the two figures are 0.0032 and 0.0045. */
  @Test
  void gaussianHasMeanZeroAndVarianceOne() {
    Draws draws = new Draws(1, 0);
    double[] z = IntStream.range(0, 100_000).mapToDouble(i -> draws.gaussian()).toArray();
    assertEquals(0, Arrays.stream(z).average().orElseThrow(), 0.015);
    assertEquals(1, Arrays.stream(z).map(x -> x * x).average().orElseThrow(), 0.02);
  }

  @Test
  void boundedGaussianStaysWithinTwoStandardDeviations() {
    Draws draws = new Draws(2, 0);
    for (int i = 0; i < 1000; i++) {
      assertTrue(StrictMath.abs(draws.gaussian(10, 0.5) - 10) <= 1);
    }
  }

  @Test
  void permutationHoldsEachIndexOnce() {
    int[] order = new Draws(3, 0).permutation(50);
    Arrays.sort(order);
    assertArrayEquals(IntStream.range(0, 50).toArray(), order);
  }
}
