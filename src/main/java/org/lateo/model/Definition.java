package org.lateo.model;

import org.lateo.graph.Parameters;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;

/**
 * A trained model as data: all that is needed to compute with it.
 *
 * @param architecture the model's shape
 * @param scaling one entry for each column
 * @param sparse whether rows are held as their non-zeros, which changes rounding only
 * @param missing which columns' absent values are missing, not zero
 * @param origin what is taken off values before they become floats; none where rows are sparse
 * @param parameters the flat buffer, used as it is
 * @param seed of the draws that scores are averaged over, and of the rows that an export is checked
 *     with
 * @param <A> the kind of architecture
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by identity, never by value.
public record Definition<A extends Architecture>(
    A architecture,
    Scaling scaling,
    boolean sparse,
    MissingColumns missing,
    Origin origin,
    float[] parameters,
    long seed) {
  /** A model without columns that may be missing, and without origin. */
  public Definition(
      A architecture, Scaling scaling, boolean sparse, float[] parameters, long seed) {
    this(
        architecture,
        scaling,
        sparse,
        MissingColumns.none(scaling.columns()),
        Origin.none(scaling.columns()),
        parameters,
        seed);
  }

  /** The same with other parameters. */
  public Definition<A> with(float[] values) {
    return new Definition<>(architecture, scaling, sparse, missing, origin, values.clone(), seed);
  }

  /**
   * The model of the architecture, for rows as this definition has them.
   *
   * @throws IllegalArgumentException if the architecture makes a model of another kind
   */
  public <M extends Model> M connect(Class<M> kind) {
    Model model = architecture.connect(scaling, sparse, missing);
    if (!kind.isInstance(model)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected the architecture of a %s, found %s",
              kind.getSimpleName(), architecture.getClass().getName()));
    }
    return kind.cast(model);
  }

  /**
   * The parameters ready to run.
   *
   * @throws IllegalArgumentException if their number is not that of the model
   */
  public Parameters parametersOf(Model model) {
    return new Parameters(model.layout(), parameters, BestBlas.get());
  }
}
