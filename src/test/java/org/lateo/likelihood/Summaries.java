package org.lateo.likelihood;

/** Summaries of columns that tests make up. */
final class Summaries {
  private Summaries() {}

  /** A column of whole numbers, or one where that does not matter. */
  static ColumnSummary of(
      String name, double min, int minRow, double max, int maxRow, double mean, double variance) {
    return of(name, min, minRow, max, maxRow, mean, variance, Double.NaN, 0);
  }

  /** A column whose group is never in conflict. */
  static ColumnSummary of(
      String name,
      double min,
      int minRow,
      double max,
      int maxRow,
      double mean,
      double variance,
      double fraction,
      int fractionRow) {
    return new ColumnSummary(
        name, min, minRow, max, maxRow, mean, variance, fraction, fractionRow, -1);
  }
}
