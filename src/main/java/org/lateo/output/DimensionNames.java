package org.lateo.output;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Names of latent dimensions: numbered so that sorting by name keeps their order, and checked for
 * it.
 */
public final class DimensionNames {

  private DimensionNames() {}

  /** See {@link LatentCode#dimensionNames}. */
  static String[] numbered(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Expected at least 1 latent dimension, found " + count);
    }
    String format = "z%0" + Integer.toString(count - 1).length() + "d";
    return IntStream.range(0, count)
        .mapToObj(i -> String.format(Locale.ROOT, format, i))
        .toArray(String[]::new);
  }

  /**
   * A copy of names, {@code [latent]}.
   *
   * @throws IllegalArgumentException if there are none, or one is blank or not above the one before
   *     it, naming it
   */
  static String[] checked(String[] names) {
    if (names.length == 0) {
      throw new IllegalArgumentException("Expected at least 1 dimension name, found none");
    }
    String[] copy = names.clone();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] == null || copy[i].isBlank()) {
        throw new IllegalArgumentException(
            "Expected a name for dimension " + i + ", found '" + copy[i] + "'");
      }
      if (i > 0) {
        checkAscending(copy[i - 1], copy[i], i);
      }
    }
    return copy;
  }

  private static void checkAscending(String before, String name, int index) {
    int order = before.compareTo(name);
    if (order == 0) {
      throw new IllegalArgumentException(
          "Expected distinct dimension names, found '" + name + "' twice, the second at " + index);
    }
    if (order > 0) {
      throw new IllegalArgumentException(
          "Expected ascending dimension names, found '" + name + "' after '" + before + "'");
    }
  }

  /**
   * Refuses a code of other dimensions than expected, both given by their names {@code [latent]}.
   *
   * @throws IllegalArgumentException if they differ
   */
  public static void checkSame(String[] expected, String[] found) {
    if (!Arrays.equals(expected, found)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected the dimensions %s, found %s",
              Arrays.toString(expected), Arrays.toString(found)));
    }
  }
}
