package org.lateo.rows;

import org.tribuo.DataSource;
import org.tribuo.ImmutableDataset;
import org.tribuo.Output;

/**
 * A dataset of rows derived from another dataset. It keeps the other's features and outputs, such
 * as classes that no derived row has.
 *
 * @param <T> the type of output
 */
public final class DerivedDataset<T extends Output<T>> extends ImmutableDataset<T> {
  private static final long serialVersionUID = 1L;

  /**
   * The rows of a {@link DerivedSource}. The parameter has the type by which datasets are made
   * again from provenance.
   *
   * @throws IllegalArgumentException if the source is of another class
   */
  public DerivedDataset(DataSource<T> source) {
    this(derived(source));
  }

  private DerivedDataset(DerivedSource<T> source) {
    super(
        source,
        source.getProvenance(),
        source.getOutputFactory(),
        source.features(),
        source.outputs(),
        false);
  }

  private static <T extends Output<T>> DerivedSource<T> derived(DataSource<T> source) {
    if (source instanceof DerivedSource<T> derived) {
      return derived;
    }
    throw new IllegalArgumentException(
        "Expected a DerivedSource, found " + source.getClass().getName());
  }
}
