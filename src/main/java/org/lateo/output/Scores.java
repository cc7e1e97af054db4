package org.lateo.output;

import java.util.List;
import java.util.Optional;
import org.lateo.inference.LogLikelihood;
import org.tribuo.Example;
import org.tribuo.Prediction;

/** A model that scores examples by a bound on their log-density. */
public interface Scores extends TakesRows {
  /**
   * The code of an example with its evidence lower bound in nats of the raw values, the mean over 2
   * × latent draws that are fixed by the model; minus infinity if a value is impossible.
   *
   * @throws IllegalArgumentException if no feature of the example is known, or a value is not
   *     finite
   */
  default LatentCode score(Example<?> example) {
    return score(List.of(example)).get(0);
  }

  /** The scored codes of examples, in their order; see {@link #score(Example)}. */
  List<LatentCode> score(List<? extends Example<?>> examples);

  /** The scored codes of a dataset or a data source, as {@link #score(List)}. */
  default List<LatentCode> score(Iterable<? extends Example<?>> examples) {
    return score(TakesRows.list(examples));
  }

  /** The scored codes of rows of numbers {@code [rows, features]}, see {@link #examples}. */
  default List<LatentCode> score(double[][] rows) {
    return score(examples(rows));
  }

  /** Predictions whose codes are scored, in the examples' order. */
  List<Prediction<LatentCode>> predictScored(Iterable<Example<LatentCode>> examples);

  /**
   * Importance-weighted estimates of log p(x) in nats (Burda et al. 2016, equation 8), a lower
   * bound in expectation that rises with the number of samples. Draws depend on model and row
   * alone.
   *
   * @param samples importance samples a row, at least 1
   * @return {@code [examples]}
   */
  default double[] logLikelihood(List<? extends Example<?>> examples, int samples) {
    return estimateLogLikelihood(examples, samples).nats();
  }

  /** As {@link #logLikelihood(List, int)}, of a dataset or a data source. */
  default double[] logLikelihood(Iterable<? extends Example<?>> examples, int samples) {
    return logLikelihood(TakesRows.list(examples), samples);
  }

  /**
   * As {@link #logLikelihood(List, int)}, of rows of numbers {@code [rows, features]}, see {@link
   * #examples}.
   */
  default double[] logLikelihood(double[][] rows, int samples) {
    return logLikelihood(examples(rows), samples);
  }

  /** Whether log p(x) can be estimated; {@link #logLikelihood} refuses it otherwise. */
  default boolean hasDensity() {
    return true;
  }

  /** As {@link #logLikelihood(List, int)}, with standard errors. */
  LogLikelihood estimateLogLikelihood(List<? extends Example<?>> examples, int samples);

  /**
   * The divergence of each latent dimension in nats, mean over examples, {@code [latent]}; empty if
   * the divergence is not a sum over dimensions.
   */
  double[] meanLatentNats(List<? extends Example<?>> examples);

  /**
   * What makes an example impossible under the model, so that its score is minus infinity, as what
   * was expected and what was found. Empty for a possible example.
   */
  Optional<String> impossible(Example<?> example);
}
