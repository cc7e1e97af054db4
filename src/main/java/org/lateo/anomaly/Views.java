package org.lateo.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.inference.ScoreSplit;

/**
 * What a member sees of rows before it is weighed, but for constants.
 *
 * @param bounds what the member's model says, {@code [rows]}
 * @param narrow the log-density beside usual rows at the narrow width, {@code [rows]}
 * @param broad the same at the broad width, {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Views(double[] bounds, double[] narrow, double[] broad) {
  /**
   * The views of rows.
   *
   * @param distances squared, from usual rows, {@code [rows][any]}
   */
  static Views of(List<ScoreSplit> bounds, double[][] distances, double narrow) {
    return new Views(
        bounds.stream().mapToDouble(ScoreSplit::total).toArray(),
        ScaledRows.logDensities(distances, narrow),
        ScaledRows.logDensities(distances, Exemplars.BROAD));
  }

  /** The factors by which both log-densities vary over these rows by their share of the bounds. */
  Exemplars.Factors factors(double share) {
    return new Exemplars.Factors(
        1 - share, share / 2 * ratio(bounds, narrow), share / 2 * ratio(bounds, broad), 0);
  }

  /** What the rows score, {@code [rows]}. */
  double[] scores(Exemplars.Factors by) {
    return IntStream.range(0, bounds.length)
        .mapToDouble(i -> by.model() * bounds[i] + by.narrow() * narrow[i] + by.broad() * broad[i])
        .toArray();
  }

  /** How much more values vary than others; 0 where these do not. */
  static double ratio(double[] values, double[] others) {
    double range = range(others);
    return range > 0 ? range(values) / range : 0;
  }

  /** From the tenth to the ninetieth of a hundred. */
  private static double range(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int tenth = (sorted.length - 1) / 10;
    return sorted[sorted.length - 1 - tenth] - sorted[tenth];
  }
}
