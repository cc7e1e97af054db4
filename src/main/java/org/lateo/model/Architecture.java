package org.lateo.model;

import java.util.List;
import org.lateo.config.Part;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;

/** The shape of a model, before any parameter. */
public interface Architecture extends Part {
  /**
   * Builds the model for columns scaled as given.
   *
   * @param sparse whether rows are held as their non-zeros, which changes rounding only
   * @param missing the columns where NaN stands for a missing value
   * @throws IllegalArgumentException if the model cannot have such rows, saying why
   */
  Model connect(Scaling scaling, boolean sparse, MissingColumns missing);

  /** The scaling learned from training rows; none unless the model scales its rows. */
  default Scaling learnScaling(List<ColumnSummary> columns) {
    return Scaling.none(columns.size());
  }
}
