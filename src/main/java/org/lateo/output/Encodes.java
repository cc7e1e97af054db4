package org.lateo.output;

import java.util.List;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;

/** A model that gives examples latent codes, and rows back from these. */
public interface Encodes {
  /** The number of latent dimensions. */
  int latent();

  /** The features that it reads. */
  ImmutableFeatureMap getFeatureIDMap();

  /**
   * The code of an example, not scored.
   *
   * @throws IllegalArgumentException if no feature of the example is known, or a value is not
   *     finite, or one that the encoder has no reading of, such as a negative count
   */
  default LatentCode encode(Example<?> example) {
    return encode(List.of(example)).get(0);
  }

  /** The codes of examples, not scored, in their order; see {@link #encode(Example)}. */
  List<LatentCode> encode(List<? extends Example<?>> examples);

  /**
   * The row that the mean of an example's code stands for.
   *
   * @return {@code [columns]}, raw values
   */
  double[] reconstruct(Example<?> example);
}
