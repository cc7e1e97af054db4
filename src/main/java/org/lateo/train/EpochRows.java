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
    return shuffled(split, seed, split.training().length);
  }

  /**
   * The first ones of these only, so that shards of different sizes have epochs of one length. The
   * weights of training rows then count for those that are left out.
   *
   * @param count how many, at most the number of training rows
   */
  static EpochRows shuffled(Split split, long seed, int count) {
    int[] rows = split.training();
    return new EpochRows() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public int[] of(int epoch) {
        int[] order = RandomStream.of(seed, "order").at(epoch).permutation(rows.length);
        return Arrays.stream(order).limit(count).map(i -> rows[i]).toArray();
      }

      @Override
      public double factor(int row) {
        boolean stands = count < rows.length && Arrays.binarySearch(rows, row) >= 0;
        return stands ? (double) rows.length / count : 1;
      }
    };
  }
}
