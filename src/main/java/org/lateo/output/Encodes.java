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

  /** The codes of examples, not scored, in their order. */
  List<LatentCode> encode(List<? extends Example<?>> examples);

  /**
   * The row that the mean of an example's code stands for.
   *
   * @return {@code [columns]}, raw values
   */
  double[] reconstruct(Example<?> example);
}
