package org.lateo.semisupervised;

import java.util.Arrays;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Rows on which methods are compared, with the features and outputs of the dataset they are of. */
final class RowsTried<T extends Output<T>> extends ImmutableDataset<T> {
  private static final long serialVersionUID = 1L;

  RowsTried(Dataset<T> of, List<Example<T>> rows) {
    super(
        rows,
        new SimpleDataSourceProvenance("rows tried", of.getOutputFactory()),
        of.getOutputFactory(),
        of.getFeatureIDMap(),
        of.getOutputIDInfo(),
        false);
  }

  /**
   * Two sets with the same labels.
   *
   * @param few at most as many rows as asked for; see {@link RowDraw}
   * @param many these and more rows without a label
   */
  record Sets(Dataset<Label> few, Dataset<Label> many) {}

  /** How many rows there may be for each that is tried, where that takes little time. */
  private static final int TIMES = 10;

  /** At most {@code most} rows, and at most ten times as many with the same labels. */
  static Sets of(Dataset<Label> all, int most, long seed) {
    int[] rows = RowDraw.draw(all, most, Math.max(1, most / 2), seed);
    int limit = (int) Math.min(Integer.MAX_VALUE, (long) TIMES * most);
    return new Sets(of(all, rows), of(all, RowDraw.withMore(rows, all, limit, seed)));
  }

  private static Dataset<Label> of(Dataset<Label> all, int... rows) {
    return rows.length == all.size()
        ? all
        : new RowsTried<>(all, Arrays.stream(rows).mapToObj(all::getExample).toList());
  }
}
