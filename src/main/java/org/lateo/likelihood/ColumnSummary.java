package org.lateo.likelihood;

import java.io.Serializable;
import java.util.Optional;

/**
 * What the data say about one column, absent values counted as zero and missing ones not at all.
 * The range is that of all rows, since validation rows have to lie in a likelihood's support too;
 * mean and variance, which a scaling is learned from, are those of the training rows.
 *
 * @param name the feature's name
 * @param min the smallest value
 * @param minRow the first row (from 0) that has it
 * @param max the largest value
 * @param maxRow the first row (from 0) that has it
 * @param mean the mean, examples weighted
 * @param variance the variance, dividing by the sum of weights
 * @param fraction the first value that is not a whole number, NaN if there is none
 * @param fractionRow the row (from 0) that has it
 * @param conflictRow the first row (from 0) where this and another column of its group are not
 *     zero, -1 if there is none
 */
public record ColumnSummary(
    String name,
    double min,
    int minRow,
    double max,
    int maxRow,
    double mean,
    double variance,
    double fraction,
    int fractionRow,
    int conflictRow)
    implements Serializable {
  private static final char GROUP_END = '@';

  /**
   * What stands before the @ in a name such as {@code colour@red}, as Tribuo's columnar processors
   * name them; empty for other names.
   */
  public Optional<String> group() {
    return groupOf(name);
  }

  /** The group of a column of that name. */
  public static Optional<String> groupOf(String name) {
    int at = name.indexOf(GROUP_END);
    return at > 0 ? Optional.of(name.substring(0, at)) : Optional.empty();
  }
}
