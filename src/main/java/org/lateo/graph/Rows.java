package org.lateo.graph;

import java.util.Locale;

/**
 * How many rows a node has: a number for each example of the batch, or a fixed number.
 *
 * @param perExample rows per example, 0 for a fixed number
 * @param fixed rows whatever the batch, 0 for a number that follows it
 */
public record Rows(int perExample, int fixed) {
  /** One row per example. */
  public static final Rows BATCH = new Rows(1, 0);

  /** Checks that exactly one of the two is positive. */
  public Rows {
    if (perExample < 0 || fixed < 0 || (perExample == 0) == (fixed == 0)) {
      throw new IllegalArgumentException(
          "Expected rows per example or a fixed number of rows, found perExample="
              + perExample
              + ", fixed="
              + fixed);
    }
  }

  /** A fixed number of rows. */
  public static Rows fixed(int rows) {
    return new Rows(0, rows);
  }

  /**
   * Each row {@code copies} times.
   *
   * @throws IllegalArgumentException if an array cannot hold that many rows
   */
  public Rows times(int copies) {
    return new Rows(product(perExample, copies), product(fixed, copies));
  }

  private static int product(int rows, int times) {
    if ((long) rows * times > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Expected at most %d rows, found %d times %d: take smaller batches or fewer samples",
              Integer.MAX_VALUE,
              rows,
              times));
    }
    return rows * times;
  }

  /**
   * One row for each {@code samples}.
   *
   * @throws IllegalArgumentException if they are not a multiple of that
   */
  public Rows dividedBy(int samples) {
    if (perExample % samples != 0 || fixed % samples != 0) {
      throw new IllegalArgumentException(
          "Expected rows in multiples of " + samples + ", found " + this);
    }
    return new Rows(perExample / samples, fixed / samples);
  }

  /**
   * How many copies of {@code one} these are.
   *
   * @throws IllegalArgumentException if they are not a multiple of them
   */
  public int multipleOf(Rows one) {
    int copies = (perExample + fixed) / (one.perExample + one.fixed);
    if (copies < 1 || !one.times(copies).equals(this)) {
      throw new IllegalArgumentException(
          "Expected rows in multiples of " + one + ", found " + this);
    }
    return copies;
  }

  /** The number of rows in a batch of {@code examples}. */
  public int count(int examples) {
    return perExample * examples + fixed;
  }
}
