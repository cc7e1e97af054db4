package org.lateo.rows;

import org.tribuo.DataSource;
import org.tribuo.ImmutableDataset;
import org.tribuo.Output;

/**
 * A dataset of rows made from others, with the features and outputs that were known of those: such
 * as classes that no row is left of.
 *
 * @param <T> the type of output
 */
public final class DerivedDataset<T extends Output<T>> extends ImmutableDataset<T> {
  private static final long serialVersionUID = 1L;

  /**
   * Of a source, as provenance has it.
   *
   * @throws IllegalArgumentException if it is no {@link DerivedSource}
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
