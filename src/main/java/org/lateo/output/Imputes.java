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

  /**
   * The examples' rows with missing values filled in by the mean of their codes, in order. It costs
   * about what a score does; {@link #impute(List, int)} is closer to the truth.
   *
   * <p>Where every feature may be missing, an example of which nothing is known gets what the model
   * expects of any row.
   *
   * @throws IllegalArgumentException if the model has no features that may be missing, or if a
   *     known value is impossible or not finite, naming row and feature
   */
  List<ImputedRow> impute(List<? extends Example<?>> examples);

  /**
   * As above, by importance weights: estimates of the expected value given all that is known, which
   * it tends to as samples grow (Mattei and Frellsen 2019, MIWAE). Draws depend on model and row
   * alone.
   *
   * @param samples importance samples a row, at least 1
   */
  List<ImputedRow> impute(List<? extends Example<?>> examples, int samples);

  /** What makes the known values of an example impossible under the model; see {@link Scores}. */
  Optional<String> impossible(Example<?> example);
}
