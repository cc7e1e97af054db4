package org.lateo.output;

import java.util.Arrays;

/**
 * Names of latent dimensions: made so that sorting by name keeps their order, and checked for it.
 */
public final class DimensionNames {

  private DimensionNames() {}

  /**
   * Numbered names of equal length: {@code z0 … z9} for up to ten, {@code z00 … z99} for up to a
   * hundred, and so on.
   *
   * @param count how many, at least 1
   * @return the names {@code [count]}, ascending
   * @throws IllegalArgumentException if count is below 1
   */
  static String[] numbered(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Expected at least 1 latent dimension, found " + count);
    }
    int width = Integer.toString(count - 1).length();
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      String number = Integer.toString(i);
      names[i] = "z" + "0".repeat(width - number.length()) + number;
    }
    return names;
  }

  /**
   * Copies names after checking that there are some, that none is blank, and that they ascend.
   *
   * @param names the names {@code [latent]}
   * @return a copy {@code [latent]}
   * @throws IllegalArgumentException if not so, saying which name is at fault
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
   * Checks that two codes share their dimensions.
   *
   * @param expected the names {@code [latent]} known
   * @param found the names that have come
   * @throws IllegalArgumentException if they differ
   */
  public static void checkSame(String[] expected, String[] found) {
    if (!Arrays.equals(expected, found)) {
      throw new IllegalArgumentException(
          "Expected the dimensions "
              + Arrays.toString(expected)
              + ", found "
              + Arrays.toString(found));
    }
  }
}
