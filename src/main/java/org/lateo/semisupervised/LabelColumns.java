package org.lateo.semisupervised;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lateo.graph.RowSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;

/** The labels of a dataset's rows as columns: one for each class, and one for unlabelled rows. */
final class LabelColumns implements RowSource {
  private final int[] columns;
  private final int none;

  LabelColumns(Dataset<Label> rows, ImmutableOutputInfo<Label> outputs) {
    this.none = outputs.size();
    this.columns = new int[rows.size()];
    int row = 0;
    for (Example<Label> example : rows) {
      columns[row++] = LabelMasking.isLabelled(example) ? outputs.getID(example.getOutput()) : none;
    }
  }

  /** The numbers of the labelled rows, or of the unlabelled ones, ascending. */
  int[] rows(boolean labelled) {
    return rows(IntStream.range(0, columns.length).toArray(), labelled);
  }

  /** As above, among some rows. */
  int[] rows(int[] among, boolean labelled) {
    return Arrays.stream(among).filter(r -> (columns[r] != none) == labelled).toArray();
  }

  @Override
  public void fill(int row, float[] into, int offset) {
    Arrays.fill(into, offset, offset + none + 1, 0f);
    into[offset + columns[row]] = 1f;
  }
}
