package org.lateo.train;

import java.util.Arrays;
import org.lateo.data.Split;
import org.lateo.math.RandomStream;

/** The rows of each epoch, in the order in which its minibatches take them. */
public interface EpochRows {
  /** The number of rows in an epoch. */
  int count();

  /**
   * The rows of an epoch.
   *
   * @param epoch from 1
   * @return numbers of rows in the table, {@code [count]}
   */
  int[] of(int epoch);

  /** The factor of a row's weight; one over the number of times that the row comes in an epoch. */
  default double factor(int row) {
    return 1;
  }

  /** Whether a row may come several times in an epoch, and then needs other noise each time. */
  default boolean repeats() {
    return false;
  }

  /** Every training row once, in a random order that differs from epoch to epoch. */
  static EpochRows shuffled(Split split, long seed) {
    int[] rows = split.training();
    return new EpochRows() {
      @Override
      public int count() {
        return rows.length;
      }

      @Override
      public int[] of(int epoch) {
        int[] order = RandomStream.of(seed, "order").at(epoch).permutation(rows.length);
        return Arrays.stream(order).map(i -> rows[i]).toArray();
      }
    };
  }
}
