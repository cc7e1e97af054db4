package org.lateo.rows;

import java.util.List;
import org.lateo.graph.NonZeros;
import org.lateo.graph.RowSource;
import org.tribuo.Example;

/**
 * Tribuo's examples as rows in a model's column order.
 *
 * @param known is told how many features of each example are known, {@code [examples]}
 */
@SuppressWarnings("ArrayRecordComponent") // Where results go, never compared.
public record ExampleRows(ExampleReader reader, List<? extends Example<?>> examples, int[] known)
    implements RowSource {
  @Override
  public void fill(int row, float[] into, int offset) {
    known[row] = reader.fill(examples.get(row), row, into, offset);
  }

  @Override
  public void fill(int row, NonZeros into) {
    known[row] = reader.fill(examples.get(row), row, into);
  }
}
