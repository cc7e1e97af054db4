package org.lateo.output;

import java.util.List;
import java.util.Optional;
import org.lateo.inference.LogLikelihood;
import org.tribuo.Example;
import org.tribuo.Prediction;

/** A model that scores examples by a bound on their log-density. */
public interface Scores {
  /** The scored codes of examples, in their order. */
  List<LatentCode> score(List<? extends Example<?>> examples);

  /** Predictions whose codes are scored, in the examples' order. */
  List<Prediction<LatentCode>> predictScored(Iterable<Example<LatentCode>> examples);

  /**
   * Importance-weighted estimates of log p(x) in nats, with standard errors.
   *
   * @param samples importance samples a row, at least 1
   */
  LogLikelihood estimateLogLikelihood(List<? extends Example<?>> examples, int samples);

  /**
   * The divergence of each latent dimension in nats, mean over examples, {@code [latent]}; empty
   * where it does not split by dimensions.
   */
  double[] meanLatentNats(List<? extends Example<?>> examples);

  /**
   * What makes an example impossible under the model, in words: such an example has no score but
   * minus infinity. Empty if nothing does.
   */
  Optional<String> impossible(Example<?> example);
}
