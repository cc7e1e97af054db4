package org.lateo.rows;

import java.util.List;
import org.lateo.graph.NonZeros;
import org.lateo.graph.RowSource;
import org.tribuo.Example;

/**
 * Tribuo's examples as rows in a model's column order, and how many of their features are known.
 */
public final class ExampleRows implements RowSource {
  private final ExampleReader reader;
  private final List<? extends Example<?>> examples;
  private final int[] known;

  public ExampleRows(ExampleReader reader, List<? extends Example<?>> examples) {
    this.reader = reader;
    this.examples = examples;
    this.known = new int[examples.size()];
  }

  /** The number of rows. */
  public int count() {
    return known.length;
  }

  /** How many features of a row are known, once it has been read. */
  public int known(int row) {
    return known[row];
  }

  /**
   * As {@link #fill(int, float[], int)}.
   *
   * @return the row's own values, not rounded to floats, {@code [columns]}; 0 where they are absent
   */
  public double[] values(int row, float[] into, int offset) {
    double[] values = new double[reader.columns()];
    known[row] =
        reader.fill(
            examples.get(row),
            row,
            into,
            offset,
            unknown -> {},
            (column, value) -> values[column] += value);
    return values;
  }

  @Override
  public void fill(int row, float[] into, int offset) {
    known[row] = reader.fill(examples.get(row), row, into, offset);
  }

  @Override
  public void fill(int row, NonZeros into) {
    known[row] = reader.fill(examples.get(row), row, into, unknown -> {});
  }
}
