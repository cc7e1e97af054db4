package org.lateo.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

/** Seeds are fixed, so a statistic is beyond its bound always or never. */
final class RandomStreamTest {
  private static final int DRAWS = 200_000;

  @Test
  void sameKeySameDraws() {
    RandomStream a = RandomStream.of(7, "noise").at(3);
    RandomStream b = RandomStream.of(7, "noise").at(3);
    for (int i = 0; i < 100; i++) {
      assertEquals(a.bits(i), b.bits(i));
      assertEquals(a.gaussian(i), b.gaussian(i));
    }
    assertNotEquals(a.bits(0), RandomStream.of(8, "noise").at(3).bits(0));
    assertNotEquals(a.bits(0), RandomStream.of(7, "nois").at(3).bits(0));
    assertNotEquals(a.bits(0), RandomStream.of(7, "noise").at(4).bits(0));
    assertNotEquals(a.bits(0), a.bits(1));
  }

  @Test
  void orderDoesNotMatter() {
    RandomStream random = RandomStream.of(1, "order");
    double[] forwards = IntStream.range(0, 1000).mapToDouble(random::gaussian).toArray();
    double[] atOnce = new double[1000];
    IntStream.range(0, 1000).parallel().forEach(i -> atOnce[999 - i] = random.gaussian(999 - i));
    assertArrayEquals(forwards, atOnce);
  }

  /** The JDK's generator of the same name mixes alike. */
  @Test
  void drawsAreThoseOfSplitMix() {
    RandomStream random = RandomStream.of(42, "split mix");
    SplittableRandom expected = new SplittableRandom(random.key());
    for (int i = 0; i < 1000; i++) {
      assertEquals(expected.nextLong(), random.bits(i));
    }
  }

  @Test
  void staticFormsAreTheStream() {
    RandomStream random = RandomStream.of(5, "rows");
    assertEquals(random.at(17).key(), RandomStream.child(random.key(), 17));
    float[] draws = new float[12];
    RandomStream.fillGaussian(random.key(), draws, 2, 7);
    for (int i = 0; i < draws.length; i++) {
      float expected = i >= 2 && i < 9 ? (float) random.gaussian(i - 2) : 0f;
      assertEquals(expected, draws[i]);
    }
  }

  @Test
  void uniformNeverIsZeroOrOne() {
    RandomStream random = RandomStream.of(1, "ends");
    long first = indexOfBits(random, 0L);
    long last = indexOfBits(random, -1L);
    assertEquals(0L, random.bits(first));
    assertEquals(-1L, random.bits(last));
    assertTrue(random.uniform(first) > 0);
    assertTrue(random.uniform(last) < 1);
    assertEquals(1 - random.uniform(first), random.uniform(last));
    assertEquals(-random.gaussian(first), random.gaussian(last));
    assertTrue(Double.isFinite(random.gaussian(last)));
    assertEquals(2, random.below(3, last));
  }

  @Test
  void uniformIsUniform() {
    RandomStream random = RandomStream.of(1, "uniform");
    int[] counts = new int[100];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) (random.uniform(i) * counts.length)]++;
    }
    assertPlausible(counts, DRAWS);
    assertEquals(0.5, mean(random::uniform), 4 * Math.sqrt(1 / 12.0 / DRAWS));
  }

  @Test
  void gaussianIsGaussian() {
    RandomStream random = RandomStream.of(1, "gaussian");
    int[] counts = new int[100];
    for (int i = 0; i < DRAWS; i++) {
      double p = 0.5 * Erf.erfc(-random.gaussian(i) / Math.sqrt(2));
      counts[(int) (p * counts.length)]++;
    }
    assertPlausible(counts, DRAWS);
    // Four standard errors; the variances of z, z², z³ and z⁴ are 1, 2, 15 and 96.
    assertEquals(0, mean(random::gaussian), 4 / Math.sqrt(DRAWS));
    assertEquals(1, mean(i -> Math.pow(random.gaussian(i), 2)), 4 * Math.sqrt(2.0 / DRAWS));
    assertEquals(0, mean(i -> Math.pow(random.gaussian(i), 3)), 4 * Math.sqrt(15.0 / DRAWS));
    assertEquals(3, mean(i -> Math.pow(random.gaussian(i), 4)), 4 * Math.sqrt(96.0 / DRAWS));
  }

  @Test
  void streamsAreUncorrelated() {
    RandomStream parent = RandomStream.of(1, "parent");
    double error = 4 / Math.sqrt(DRAWS);
    assertEquals(0, mean(i -> parent.gaussian(i) * parent.gaussian(i + 1)), error);
    assertEquals(0, mean(i -> parent.at(0).gaussian(i) * parent.at(1).gaussian(i)), error);
    assertEquals(0, mean(i -> parent.at(i).gaussian(0) * parent.at(i + 1).gaussian(0)), error);
    assertEquals(0, mean(i -> parent.at(i).gaussian(0) * parent.at(i).gaussian(1)), error);
    RandomStream other = RandomStream.of(2, "parent");
    assertEquals(0, mean(i -> parent.gaussian(i) * other.gaussian(i)), error);
  }

  @Test
  void belowIsUniform() {
    RandomStream random = RandomStream.of(1, "below");
    int[] counts = new int[7];
    for (int i = 0; i < DRAWS; i++) {
      counts[random.below(7, i)]++;
    }
    assertPlausible(counts, DRAWS);
    assertEquals(0, random.below(1, 0));
  }

  @Test
  void permutationHasEachOnce() {
    for (int size : new int[] {0, 1, 2, 13, 702}) {
      int[] order = RandomStream.of(size, "permutation").permutation(size);
      Arrays.sort(order);
      assertArrayEquals(IntStream.range(0, size).toArray(), order);
    }
  }

  @Test
  void permutationsAreEquallyLikely() {
    int trials = 24_000;
    int[] counts = new int[256];
    for (int t = 0; t < trials; t++) {
      int[] order = RandomStream.of(1, "orders").at(t).permutation(4);
      counts[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
    }
    int[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();
    assertEquals(24, seen.length);
    assertPlausible(seen, trials);
  }

  /** Chi-square within five standard deviations of its mean. */
  private static void assertPlausible(int[] counts, int draws) {
    double expected = (double) draws / counts.length;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    int freedom = counts.length - 1;
    assertEquals(freedom, chiSquare, 5 * Math.sqrt(2.0 * freedom));
  }

  private static double mean(LongToDoubleFunction draw) {
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      sum += draw.applyAsDouble(i);
    }
    return sum / DRAWS;
  }

  /** The index at which a stream draws these bits: each step of the mixing can be undone. */
  private static long indexOfBits(RandomStream random, long bits) {
    long z = unshift(bits, 31);
    z = unshift(z * inverse(0x94d049bb133111ebL), 27);
    z = unshift(z * inverse(0xbf58476d1ce4e5b9L), 30);
    return (z - random.key()) * inverse(0x9e3779b97f4a7c15L) - 1;
  }

  /** The x with x ^ (x >>> by) = y. */
  private static long unshift(long y, int by) {
    long x = y;
    for (int i = 0; i < 64 / by + 1; i++) {
      x = y ^ (x >>> by);
    }
    return x;
  }

  /** The x with x odd = 1, by Newton's method: each round doubles the correct bits. */
  private static long inverse(long odd) {
    long x = odd;
    for (int i = 0; i < 6; i++) {
      x *= 2 - odd * x;
    }
    return x;
  }
}
