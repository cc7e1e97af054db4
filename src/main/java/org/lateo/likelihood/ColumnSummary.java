package org.lateo.likelihood;

/**
 * What the data say about one column, absent values counted as zero. The range is that of all rows,
 * since validation rows have to lie in a likelihood's support too; mean and variance, which a
 * scaling is learned from, are those of the training rows.
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
    int fractionRow) {
  /** A column of whole numbers, or one where that does not matter. */
  public ColumnSummary(
      String name, double min, int minRow, double max, int maxRow, double mean, double variance) {
    this(name, min, minRow, max, maxRow, mean, variance, Double.NaN, 0);
  }
}
