package org.lateo.bayes;

import java.util.List;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Scaling;

/** What centred features are divided by before a network reads them. */
public enum FeatureScaling {
  /** Each feature's standard deviation, for columns of different units. */
  STANDARD,
  /**
   * Each feature's range, the largest less the smallest value of all rows: for features of one
   * unit, such as pixels, most of which are hardly ever other than zero. In units of their standard
   * deviations these would be the largest values of all.
   */
  RANGE;

  /** Learned from the columns. */
  Scaling learn(List<ColumnSummary> columns) {
    return this == STANDARD ? Scaling.standardising(columns) : Scaling.ranging(columns);
  }
}
