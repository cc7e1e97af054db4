package org.lateo.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.graph.RowSource;
import org.lateo.math.RandomStream;

final class FixedDrawsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 13, 50})
  void momentsAreExact(int latent) {
    float[] draws = FixedDraws.of(latent, 7);
    int count = FixedDraws.count(latent);
    assertEquals(count * latent, draws.length);
    for (int i = 0; i < latent; i++) {
      assertEquals(0, mean(draws, latent, i), "mirrored draws cancel exactly");
      for (int j = 0; j < latent; j++) {
        // Floats of size √latent, squared.
        assertEquals(i == j ? 1 : 0, mean(draws, latent, i, j), 1e-7 * latent);
        assertEquals(0, mean(draws, latent, i, j, j), "odd moments cancel too");
      }
    }
  }

  private static double mean(float[] draws, int latent, int... dimensions) {
    double sum = 0;
    for (int k = 0; k < draws.length; k += latent) {
      double product = 1;
      for (int dimension : dimensions) {
        product *= draws[k + dimension];
      }
      sum += product;
    }
    return sum / FixedDraws.count(latent);
  }

  /** E[z'Az + b'z + c] = trace A + c. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 25})
  void quadraticFunctionsAreExact(int latent) {
    RandomStream random = RandomStream.of(1, "quadratic");
    float[] draws = FixedDraws.of(latent, 1);
    double expected = 3;
    for (int i = 0; i < latent; i++) {
      expected += random.gaussian((long) i * latent + i);
    }
    double sum = 0;
    for (int k = 0; k < draws.length; k += latent) {
      sum += 3;
      for (int i = 0; i < latent; i++) {
        sum += random.gaussian(1000 + i) * draws[k + i];
        for (int j = 0; j < latent; j++) {
          sum += random.gaussian((long) i * latent + j) * draws[k + i] * draws[k + j];
        }
      }
    }
    assertEquals(expected, sum / FixedDraws.count(latent), 1e-6 * latent);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  void belongToTheirSeed(int latent) {
    assertArrayEquals(FixedDraws.of(latent, 7), FixedDraws.of(latent, 7));
    assertFalse(Arrays.equals(FixedDraws.of(latent, 7), FixedDraws.of(latent, 8)));
  }

  /** A prefix in whole pairs, so that odd moments still cancel. */
  @ParameterizedTest
  @CsvSource({"10,1,2", "10,4,4", "10,5,6", "10,19,20", "10,100,20", "2,100,4"})
  void fewerComeInPairs(int latent, int most, int count) {
    assertEquals(count, FixedDraws.count(latent, most));
    float[] all = FixedDraws.of(latent, 7);
    RowSource cycle = FixedDraws.cycle(latent, count, 7);
    float[] row = new float[latent];
    for (int r = 0; r < 2 * count; r++) {
      cycle.fill(r, row, 0);
      int from = r % count * latent;
      assertArrayEquals(Arrays.copyOfRange(all, from, from + latent), row);
    }
  }
}
