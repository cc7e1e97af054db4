package org.lateo.data;

import java.util.Arrays;
import org.lateo.math.RandomStream;

/**
 * Rows parted at random into training and validation rows.
 *
 * @param training row numbers, ascending
 * @param validation row numbers, ascending; may be none
 */
public record Split(int[] training, int[] validation) {
  /**
   * Keeps a share of the rows for validation, at least one row if the share is positive.
   *
   * @param share in [0, 1)
   * @throws IllegalArgumentException if the share is outside, or no training row would be left
   */
  public static Split of(int rows, double share, long seed) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("Expected a validation share in [0, 1), found " + share);
    }
    int held = share == 0 ? 0 : (int) Math.max(1, Math.round(share * rows));
    if (held >= rows) {
      throw new IllegalArgumentException(
          "Expected more than "
              + held
              + " rows for a validation share of "
              + share
              + ", found "
              + rows);
    }
    int[] order = RandomStream.of(seed, "split").permutation(rows);
    int[] validation = Arrays.copyOf(order, held);
    int[] training = Arrays.copyOfRange(order, held, rows);
    Arrays.sort(validation);
    Arrays.sort(training);
    return new Split(training, validation);
  }
}
