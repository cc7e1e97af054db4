package org.lateo.rows;

import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;

/**
 * The rows of a dataset that have an output, as a supervised trainer needs them; none, if none has.
 *
 * @param <T> the type of output
 */
public final class LabelledSource<T extends Output<T>> extends DerivedSource<T> {
  /** For OLCUT. */
  private LabelledSource() {}

  /** The rows of a dataset at hand. */
  public LabelledSource(Dataset<T> original) {
    super(original);
  }

  @Override
  protected List<Example<T>> derive(Dataset<T> from) {
    T unknown = from.getOutputFactory().getUnknownOutput();
    return from.getData().stream().filter(row -> !row.getOutput().equals(unknown)).toList();
  }

  @Override
  protected ImmutableOutputInfo<T> outputs() {
    return labelled().outputs();
  }
}
