package org.lateo.conformal;

import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Output;

/** Refuses rows without outputs, of which nothing can be promised or counted. */
final class KnownOutputs {
  private KnownOutputs() {}

  /** The numbers of all rows, from 0. */
  static int[] numbers(Dataset<?> examples) {
    return IntStream.range(0, examples.size()).toArray();
  }

  /**
   * Refuses the unknown output.
   *
   * @throws IllegalArgumentException if a row has it, naming the row
   */
  static <T extends Output<T>> void require(Dataset<T> examples) {
    T unknown = examples.getOutputFactory().getUnknownOutput();
    for (int r = 0; r < examples.size(); r++) {
      if (examples.getExample(r).getOutput().equals(unknown)) {
        throw new IllegalArgumentException(
            String.format(
                "Expected an output in row %d (from 0), found the unknown output; leave such rows"
                    + " out",
                r));
      }
    }
  }
}
