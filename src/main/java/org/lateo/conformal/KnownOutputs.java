package org.lateo.conformal;

import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Output;

/** Refuses rows without outputs, of which nothing can be promised or counted. */
final class KnownOutputs {
  private KnownOutputs() {}

  /**
   * The numbers of all rows, from 0.
   *
   * @throws IllegalArgumentException if a row has the unknown output, naming it
   */
  static <T extends Output<T>> int[] rows(Dataset<T> examples) {
    T unknown = examples.getOutputFactory().getUnknownOutput();
    for (int r = 0; r < examples.size(); r++) {
      if (examples.getExample(r).getOutput().equals(unknown)) {
        throw new IllegalArgumentException(
            String.format(
                "Expected an output in row %d, found the unknown output; leave such rows out", r));
      }
    }
    return IntStream.range(0, examples.size()).toArray();
  }
}
