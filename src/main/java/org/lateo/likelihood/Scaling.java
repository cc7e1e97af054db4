package org.lateo.likelihood;

import java.util.Arrays;
import java.util.List;
import org.lateo.graph.Node;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.ScaleColumns;

/**
 * How raw values become the values that a likelihood works on: (x - shift) / scale, column by
 * column. It is learned from the training rows and is part of the model.
 *
 * @param shift {@code [columns]}
 * @param scale {@code [columns]}, positive
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by content, and copied on the way in.
public record Scaling(double[] shift, double[] scale) {
  /** Checks the numbers and copies the arrays. */
  public Scaling {
    if (shift.length != scale.length) {
      throw new IllegalArgumentException(
          "Expected as many scales as shifts, found " + scale.length + " and " + shift.length);
    }
    for (int c = 0; c < scale.length; c++) {
      if (!Double.isFinite(shift[c]) || !Double.isFinite(scale[c]) || scale[c] <= 0) {
        throw new IllegalArgumentException(
            String.format(
                "Expected a finite shift and a positive scale, found %s and %s in column %d",
                shift[c], scale[c], c));
      }
    }
    shift = shift.clone();
    scale = scale.clone();
  }

  /** No scaling. */
  public static Scaling none(int columns) {
    double[] ones = new double[columns];
    Arrays.fill(ones, 1);
    return new Scaling(new double[columns], ones);
  }

  /**
   * Scales to mean 0 and variance 1; columns that are constant up to rounding are centred only.
   *
   * @throws IllegalArgumentException if a column's values are so close together, or so far apart,
   *     that floats cannot hold them as scaled, naming the column
   */
  public static Scaling standardising(List<ColumnSummary> columns) {
    double[] shift = columns.stream().mapToDouble(ColumnSummary::mean).toArray();
    double[] scale = columns.stream().mapToDouble(Scaling::standardDeviation).toArray();
    return new Scaling(shift, scale);
  }

  /**
   * Scales to mean 0 and a range of 1; columns that are constant up to rounding are centred only.
   *
   * @throws IllegalArgumentException as {@link #standardising}
   */
  public static Scaling ranging(List<ColumnSummary> columns) {
    Scaling standard = standardising(columns);
    double[] scale = standard.scale();
    for (int c = 0; c < scale.length; c++) {
      double range = columns.get(c).max() - columns.get(c).min();
      scale[c] = range > 1e-7 * size(columns.get(c)) ? range : 1;
    }
    return new Scaling(standard.shift(), scale);
  }

  private static double standardDeviation(ColumnSummary c) {
    double deviation = Math.sqrt(c.variance());
    double size = size(c);
    if (deviation > 1e-7 * size && deviation < Float.MIN_NORMAL) {
      throw refused(c, "a standard deviation of 0 or at least " + Float.MIN_NORMAL, deviation);
    }
    if (c.max() - c.min() > Float.MAX_VALUE) {
      throw refused(c, "a range of at most " + Float.MAX_VALUE, c.max() - c.min());
    }
    return deviation > 1e-7 * size ? deviation : 1;
  }

  private static double size(ColumnSummary c) {
    return Math.max(Math.abs(c.min()), Math.abs(c.max()));
  }

  private static IllegalArgumentException refused(ColumnSummary c, String expected, double found) {
    return new IllegalArgumentException(
        String.format(
            "Expected %s, as floats hold it, found %s in feature %s; give it in another unit",
            expected, found, c.name()));
  }

  /** The scaling of some columns. */
  public Scaling of(int... columns) {
    return new Scaling(
        Arrays.stream(columns).mapToDouble(c -> shift[c]).toArray(),
        Arrays.stream(columns).mapToDouble(c -> scale[c]).toArray());
  }

  /** The number of columns. */
  public int columns() {
    return shift.length;
  }

  /** Whether raw values stay as they are. */
  public boolean isNone() {
    return Arrays.stream(shift).allMatch(s -> s == 0) && Arrays.stream(scale).allMatch(s -> s == 1);
  }

  /**
   * Scaled values of a graph, {@code [rows, columns]}; sparse ones stay sparse if none is scaled.
   */
  public Node standardise(Node raw) {
    return isNone() ? raw : ScaleColumns.standardise(Densify.of(raw), shift, scale);
  }

  /** Raw values of a graph from scaled ones, {@code [rows, columns]}. */
  public Node restore(Node scaled) {
    return isNone() ? scaled : ScaleColumns.restore(scaled, shift, scale);
  }

  /** Log-densities of raw values from those of scaled ones: the density is divided by the scale. */
  public Node ofRaw(Node logDensity) {
    double[] logScale = Arrays.stream(scale).map(StrictMath::log).toArray();
    return isNone() ? logDensity : ScaleColumns.subtract(logDensity, logScale);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scaling that
        && Arrays.equals(shift, that.shift)
        && Arrays.equals(scale, that.scale);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shift) + Arrays.hashCode(scale);
  }
}
