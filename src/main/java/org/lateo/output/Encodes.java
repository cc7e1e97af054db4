package org.lateo.output;

import java.util.List;
import org.tribuo.Example;

/** A model that encodes examples as latent codes, and reconstructs rows from their codes. */
public interface Encodes extends TakesRows {
  /** The number of latent dimensions. */
  int latent();

  /**
   * The code of an example, not scored.
   *
   * @throws IllegalArgumentException if no feature of the example is known, or if a value is not
   *     finite or cannot be read by the encoder, such as a negative count
   */
  default LatentCode encode(Example<?> example) {
    return encode(List.of(example)).get(0);
  }

  /** The codes of examples, not scored, in their order; see {@link #encode(Example)}. */
  List<LatentCode> encode(List<? extends Example<?>> examples);

  /** The codes of a dataset or a data source, as {@link #encode(List)}. */
  default List<LatentCode> encode(Iterable<? extends Example<?>> examples) {
    return encode(TakesRows.list(examples));
  }

  /** The codes of rows of numbers {@code [rows, features]}, see {@link #examples}. */
  default List<LatentCode> encode(double[][] rows) {
    return encode(examples(rows));
  }

  /** The row decoded from the mean of an example's code, {@code [columns]}, raw values. */
  double[] reconstruct(Example<?> example);
}
