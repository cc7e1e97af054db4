package org.lateo.bayes;

import org.lateo.graph.RowSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

/**
 * The classes of a dataset's rows, as their ids in its output domain.
 *
 * @param classes {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ClassNumbers(int[] classes) implements RowSource {
  /**
   * The classes of a dataset.
   *
   * @throws IllegalArgumentException if there are fewer than two classes, or if a row has no label
   *     or one outside the output domain, naming the row
   */
  static ClassNumbers of(Dataset<Label> rows) {
    ImmutableOutputInfo<Label> outputs = rows.getOutputIDInfo();
    int[] classes = new int[rows.size()];
    int row = 0;
    for (Example<Label> example : rows) {
      if (example.getOutput().getLabel().equals(LabelFactory.UNKNOWN_LABEL.getLabel())) {
        throw new IllegalArgumentException(
            "Expected a label in each row, found none in row " + row + " (from 0)");
      }
      classes[row] = outputs.getID(example.getOutput());
      if (classes[row] < 0) {
        throw new IllegalArgumentException(
            String.format(
                "Expected a label of the output domain %s in row %d (from 0), found %s",
                outputs.getDomain(), row, example.getOutput().getLabel()));
      }
      row++;
    }
    if (outputs.size() < 2) {
      throw new IllegalArgumentException(
          "Expected rows of at least two classes, found " + outputs.getDomain());
    }
    return new ClassNumbers(classes);
  }

  @Override
  public void fill(int row, float[] into, int at) {
    into[at] = classes[row];
  }
}
