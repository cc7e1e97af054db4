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

  /** At most {@code most} rows; see {@link RowDraw}. */
  static Dataset<Label> of(Dataset<Label> all, int most, long seed) {
    int[] rows = RowDraw.draw(all, most, Math.max(1, most / 2), seed);
    return rows.length == all.size()
        ? all
        : new RowsTried<>(all, Arrays.stream(rows).mapToObj(all::getExample).toList());
  }
}
