package org.lateo.output;

import java.util.List;
import java.util.Optional;
import org.tribuo.Example;

/** A model that fills in missing values. */
public interface Imputes extends TakesRows {
  /**
   * This model, if any of its features may be missing.
   *
   * @throws IllegalArgumentException if none of its features may be missing
   */
  Imputes requireMissingFeatures();

  /**
   * The examples' rows in order, missing values filled in with those decoded from the mean of the
   * example's code. It takes about as long as a score; {@link #impute(List, int)} is more accurate.
   *
   * <p>If every feature may be missing, an example without any feature gets the values that the
   * model expects of an arbitrary row.
   *
   * @throws IllegalArgumentException if the model has no features that may be missing, or if a
   *     known value is impossible or not finite, naming row and feature
   */
  List<ImputedRow> impute(List<? extends Example<?>> examples);

  /**
   * As {@link #impute(List)}, by importance sampling: estimates of the expected value given the
   * known values, exact in the limit of many samples (Mattei and Frellsen 2019, MIWAE). Draws
   * depend on model and row alone.
   *
   * @param samples importance samples a row, at least 1
   */
  List<ImputedRow> impute(List<? extends Example<?>> examples, int samples);

  /** As {@link #impute(List, int)}, of a dataset or a data source. */
  default List<ImputedRow> impute(Iterable<? extends Example<?>> examples, int samples) {
    return impute(TakesRows.list(examples), samples);
  }

  /**
   * As {@link #impute(List, int)}, of rows of numbers {@code [rows, features]}, NaN where a value
   * is missing.
   */
  default List<ImputedRow> impute(double[][] rows, int samples) {
    return impute(examples(rows), samples);
  }

  /** See {@link Scores#impossible}, for the known values of an example. */
  Optional<String> impossible(Example<?> example);
}
