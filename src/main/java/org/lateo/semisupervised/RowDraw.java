package org.lateo.semisupervised;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lateo.math.RandomStream;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/** Some of many rows, for work whose time grows faster than their number. */
final class RowDraw {
  private RowDraw() {}

  /**
   * Draws rows: labelled ones first, of which at most a given number, then unlabelled ones.
   *
   * @return their numbers, ascending; all, if there are no more than {@code most}
   */
  static int[] draw(Dataset<Label> all, int most, int mostLabelled, long seed) {
    if (all.size() <= most) {
      return IntStream.range(0, all.size()).toArray();
    }
    int[] order = RandomStream.of(seed, "some rows").permutation(all.size());
    int[] labelled = where(all, order, true, mostLabelled);
    int[] others = where(all, order, false, most - labelled.length);
    return IntStream.concat(Arrays.stream(labelled), Arrays.stream(others)).sorted().toArray();
  }

  /**
   * Rows and more of the unlabelled ones, as far as there are any.
   *
   * @param rows what {@link #draw} has drawn by the same seed
   */
  static int[] withMore(int[] rows, Dataset<Label> all, int most, long seed) {
    boolean[] drawn = new boolean[all.size()];
    Arrays.stream(rows).forEach(row -> drawn[row] = true);
    int[] order = RandomStream.of(seed, "some rows").permutation(all.size());
    IntStream others =
        Arrays.stream(where(all, order, false, all.size()))
            .filter(row -> !drawn[row])
            .limit(Math.max(0, most - rows.length));
    return IntStream.concat(Arrays.stream(rows), others).sorted().toArray();
  }

  private static int[] where(Dataset<Label> all, int[] order, boolean labelled, int most) {
    return Arrays.stream(order)
        .filter(r -> LabelMasking.isLabelled(all.getExample(r)) == labelled)
        .limit(most)
        .toArray();
  }
}
