package org.lateo.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lateo.math.RandomStream;

/**
 * A random split of rows into training and validation rows.
 *
 * @param training numbers of the training rows, ascending, not a copy
 * @param validation numbers of the validation rows, ascending, not a copy; there may be none
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Split(int[] training, int[] validation) {
  /**
   * Keeps a share of the rows for validation, at least one row if the share is positive.
   *
   * @param rows the number of rows
   * @param share in [0, 1)
   * @throws IllegalArgumentException if the share is not in [0, 1), or no training row would be
   *     left
   */
  public static Split of(int rows, double share, long seed) {
    return of("validation", rows, share, seed);
  }

  /**
   * As above, for another purpose than validation.
   *
   * @param purpose what a refusal calls the share
   */
  public static Split of(String purpose, int rows, double share, long seed) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          "Expected a " + purpose + " share in [0, 1), found " + share);
    }
    int held = share == 0 ? 0 : (int) Math.max(1, Math.round(share * rows));
    if (held >= rows) {
      throw new IllegalArgumentException(
          String.format(
              "Expected more rows than the %s that a %s share of %s holds back, found %s",
              held, purpose, share, rows));
    }
    int[] order = RandomStream.of(seed, "split").permutation(rows);
    int[] validation = Arrays.copyOf(order, held);
    int[] training = Arrays.copyOfRange(order, held, rows);
    Arrays.sort(validation);
    Arrays.sort(training);
    return new Split(training, validation);
  }

  /**
   * Keeps a share of some of the rows for validation, see {@link #of(int, double, long)}.
   *
   * @param candidates numbers of the rows that may be kept; all others are training rows
   */
  public static Split of(int rows, int[] candidates, double share, long seed) {
    if (candidates.length == 0 || share == 0) {
      return of(rows, 0, seed);
    }
    Split some = of(candidates.length, share, seed);
    boolean[] held = new boolean[rows];
    for (int i : some.validation) {
      held[candidates[i]] = true;
    }
    return new Split(
        IntStream.range(0, rows).filter(r -> !held[r]).toArray(),
        IntStream.range(0, rows).filter(r -> held[r]).toArray());
  }
}
