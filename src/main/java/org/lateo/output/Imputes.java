package org.lateo.output;

import java.util.List;
import java.util.Optional;
import org.tribuo.Example;

/** A model that fills missing values in. */
public interface Imputes {
  /**
   * Refuses to impute with a model to which nothing is missing, and returns it otherwise.
   *
   * @throws IllegalArgumentException if none of its features may be missing
   */
  Imputes requireMissingFeatures();

  /** The examples' rows with missing values filled in by the mean of their codes, in order. */
  List<ImputedRow> impute(List<? extends Example<?>> examples);

  /**
   * The examples' rows with missing values filled in by importance weights, in order.
   *
   * @param samples importance samples a row, at least 1
   */
  List<ImputedRow> impute(List<? extends Example<?>> examples, int samples);

  /** What makes the known values of an example impossible under the model; see {@link Scores}. */
  Optional<String> impossible(Example<?> example);
}
