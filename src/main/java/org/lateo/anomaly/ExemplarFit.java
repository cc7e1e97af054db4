package org.lateo.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.anomaly.Exemplars.Factors;
import org.lateo.data.ColumnGaps;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.Table;
import org.lateo.inference.ScoreSplit;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;

/**
 * Makes exemplars of a member's training rows: which of them, in which units, and how near is near.
 *
 * <p>A column's unit is its standard deviation, or the smallest gap between its values if that is
 * larger: by its deviation alone a flag that one row in a thousand has would outweigh all else. The
 * narrow width is the one by which each exemplar is likeliest given the others. Both log-densities
 * are weighed so that they vary over usual rows as much as the model's score does, times their
 * share of the score: nats of a broad density are few, and would not be heard.
 *
 * @param rows values less their origin, NaN where they are missing, {@code [rows, columns]}
 * @param anomalies such values of known anomalies; few are not used, see {@link KnownAnomalies}
 * @param share of the exemplars in a score, in (0, 1), half of it for each width
 */
record ExemplarFit(Table rows, Table anomalies, double share, RandomStream random) {
  /** At most so many exemplars a member, fewer where rows are wide. */
  static final int MOST = 1000;

  private static final float[] NONE = {};

  /** Values of known anomalies are taken as no farther away, so that floats can hold distances. */
  private static final double FARTHEST = 1e12;

  private static final int MOST_NUMBERS = 1 << 20;

  /** So many of them tell which width is likeliest, and how much log-densities vary. */
  private static final int PROBES = 500;

  private static final double[] WIDTHS = {0.05, 0.08, 0.12, 0.17, 0.25, 0.35, 0.5, 0.7, 1};

  /** What bounds of rows by their numbers are the sums of. */
  interface Bounds {
    /** Of each row, {@code [rows]}. */
    List<ScoreSplit> of(int... rows);
  }

  /** The exemplars, or none if there are too few rows to tell one from another. */
  Optional<Exemplars> fit(Bounds bounds, Bounds ofAnomalies) {
    int columns = rows.columns();
    int[] chosen = chosen(rows, random);
    if (chosen.length < 3) {
      return Optional.empty();
    }
    Scaling scaling = scaling(columns);
    ScaledRows exemplars = scaled(rows, chosen, scaling);
    int probes = Math.min(PROBES, chosen.length);
    double[][] distances = exemplars.apart(probes);
    double narrow = likeliest(distances, columns);
    Views usual = Views.of(bounds.of(Arrays.copyOf(chosen, probes)), distances, narrow);
    Factors factors = usual.factors(share);
    int[] picked = chosen(anomalies, random.at(1));
    ScaledRows known = scaled(anomalies, picked, scaling);
    if (known.count() < KnownAnomalies.FEWEST) {
      return Optional.of(new Exemplars(exemplars.flat(), NONE, scaling, narrow, factors));
    }
    Views ofKnown = Views.of(ofAnomalies.of(picked), exemplars.from(known, known.count()), narrow);
    Factors joined = new KnownAnomalies(known, exemplars, usual, ofKnown).join(factors);
    float[] kept = joined.anomalous() > 0 ? known.flat() : NONE;
    return Optional.of(new Exemplars(exemplars.flat(), kept, scaling, narrow, joined));
  }

  private static double likeliest(double[][] distances, int columns) {
    double best = WIDTHS[0];
    double most = Double.NEGATIVE_INFINITY;
    for (double width : WIDTHS) {
      double mean =
          Arrays.stream(ScaledRows.logDensities(distances, width)).average().orElseThrow()
              - columns * StrictMath.log(width);
      if (mean > most) {
        most = mean;
        best = width;
      }
    }
    return best;
  }

  private static int[] chosen(Table rows, RandomStream random) {
    int most = Math.min(MOST, Math.max(1, MOST_NUMBERS / rows.columns()));
    return Arrays.copyOf(random.permutation(rows.rows()), Math.min(most, rows.rows()));
  }

  private static ScaledRows scaled(Table rows, int[] chosen, Scaling scaling) {
    return new ScaledRows(
        Arrays.stream(chosen).mapToObj(r -> scaled(rows, r, scaling)).toArray(float[][]::new));
  }

  private static float[] scaled(Table rows, int number, Scaling scaling) {
    float[] row = new float[rows.columns()];
    rows.fill(number, row, 0);
    float[] scaled = new float[row.length];
    for (int c = 0; c < row.length; c++) {
      double value = (row[c] - scaling.shift()[c]) / scaling.scale()[c];
      double near = Math.max(-FARTHEST, Math.min(FARTHEST, value));
      scaled[c] = Float.isNaN(row[c]) ? 0 : (float) near;
    }
    return scaled;
  }

  private Scaling scaling(int columns) {
    int[] all = IntStream.range(0, rows.rows()).toArray();
    List<String> names = IntStream.range(0, columns).mapToObj(c -> "column " + c).toList();
    List<ColumnSummary> summaries = ColumnSummaries.of(rows, names, all);
    float[] gaps = ColumnGaps.smallest(rows, all);
    return new Scaling(
        summaries.stream().mapToDouble(ColumnSummary::mean).toArray(),
        IntStream.range(0, columns)
            .mapToDouble(c -> unit(Math.max(Math.sqrt(summaries.get(c).variance()), gaps[c])))
            .toArray());
  }

  private static double unit(double scale) {
    return scale >= Float.MIN_NORMAL ? scale : 1;
  }
}
