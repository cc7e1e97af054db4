package org.lateo.train;

import java.util.Arrays;
import org.lateo.data.Split;
import org.lateo.math.RandomStream;

/** Which rows an epoch's minibatches are made of, one minibatch after another. */
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

  /** What a row's weight is multiplied by, so that an epoch stands for all rows once. */
  default double factor(int row) {
    return 1;
  }

  /** Whether a row may come several times in an epoch, so that each time needs noise of its own. */
  default boolean repeats() {
    return false;
  }

  /** Every training row once, in an order of its own for each epoch. */
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
