package org.lateo.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.anomaly.Exemplars.Factors;
import org.lateo.data.ColumnSummaries;
import org.lateo.data.DenseTable;
import org.lateo.data.JitteredTable;
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
 * are weighed so that they vary over usual rows as much as the autoencoder's bound does, times
 * their share of the score: nats of a broad density are few, and would not be heard.
 *
 * @param rows values less their origin, NaN where they are missing, {@code [rows][columns]}
 * @param share of the exemplars in a score, in (0, 1), half of it for each width
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ExemplarFit(float[][] rows, double share, RandomStream random) {
  /** At most so many exemplars a member, fewer where rows are wide. */
  static final int MOST = 1000;

  private static final int MOST_NUMBERS = 1 << 20;

  /** So many of them tell which width is likeliest, and how much log-densities vary. */
  private static final int PROBES = 500;

  private static final double[] WIDTHS = {0.05, 0.08, 0.12, 0.17, 0.25, 0.35, 0.5, 0.7, 1};

  /** What scores bounds of rows by their numbers. */
  interface Bounds {
    /** What the autoencoder's bounds are the sums of, {@code [rows]}. */
    List<ScoreSplit> of(int... rows);
  }

  /** The exemplars, or none if there are too few rows to tell one from another. */
  Optional<Exemplars> fit(Bounds bounds) {
    int columns = rows[0].length;
    int count = Math.min(Math.min(MOST, Math.max(1, MOST_NUMBERS / columns)), rows.length);
    if (count < 3) {
      return Optional.empty();
    }
    int[] chosen = Arrays.copyOf(random.permutation(rows.length), count);
    Scaling scaling = scaling(columns);
    float[][] scaled =
        Arrays.stream(chosen).mapToObj(r -> scaled(rows[r], scaling)).toArray(float[][]::new);
    int probes = Math.min(PROBES, count);
    double[][] distances =
        IntStream.range(0, probes).mapToObj(i -> distances(scaled, i)).toArray(double[][]::new);
    double narrow = likeliest(distances, columns);
    List<ScoreSplit> splits = bounds.of(Arrays.copyOf(chosen, probes));
    double ofBounds = range(splits.stream().mapToDouble(ScoreSplit::total).toArray());
    Factors factors =
        new Factors(
            1 - share,
            factor(ofBounds, logDensities(distances, narrow)),
            factor(ofBounds, logDensities(distances, Exemplars.BROAD)));
    return Optional.of(new Exemplars(flat(scaled), scaling, narrow, factors));
  }

  private double factor(double ofBounds, double[] logDensities) {
    double range = range(logDensities);
    return range > 0 ? share / 2 * ofBounds / range : 0;
  }

  /** From the tenth to the ninetieth of a hundred. */
  private static double range(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int tenth = (sorted.length - 1) / 10;
    return sorted[sorted.length - 1 - tenth] - sorted[tenth];
  }

  private static double likeliest(double[][] distances, int columns) {
    double best = WIDTHS[0];
    double most = Double.NEGATIVE_INFINITY;
    for (double width : WIDTHS) {
      double mean =
          Arrays.stream(logDensities(distances, width)).average().orElseThrow()
              - columns * StrictMath.log(width);
      if (mean > most) {
        most = mean;
        best = width;
      }
    }
    return best;
  }

  /** log Σ e^(-distance / 2 width²) over all others, of each probe, {@code [probes]}. */
  private static double[] logDensities(double[][] distances, double width) {
    return Arrays.stream(distances).mapToDouble(of -> logDensity(of, width)).toArray();
  }

  private static double logDensity(double[] distances, double width) {
    double nearest = Arrays.stream(distances).min().orElseThrow();
    double precision = 0.5 / (width * width);
    double sum = 0;
    for (double distance : distances) {
      sum += StrictMath.exp((nearest - distance) * precision);
    }
    return StrictMath.log(sum) - nearest * precision;
  }

  /** Squared distances of a row from all others, {@code [rows - 1]}. */
  private static double[] distances(float[][] scaled, int row) {
    return IntStream.range(0, scaled.length)
        .filter(other -> other != row)
        .mapToDouble(other -> distance(scaled[row], scaled[other]))
        .toArray();
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      double difference = (double) a[c] - b[c];
      sum += difference * difference;
    }
    return sum;
  }

  private static float[] scaled(float[] row, Scaling scaling) {
    float[] scaled = new float[row.length];
    for (int c = 0; c < row.length; c++) {
      double value = (row[c] - scaling.shift()[c]) / scaling.scale()[c];
      scaled[c] = Float.isNaN(row[c]) ? 0 : (float) value;
    }
    return scaled;
  }

  private static float[] flat(float[][] scaled) {
    float[] flat = new float[scaled.length * scaled[0].length];
    for (int i = 0; i < scaled.length; i++) {
      System.arraycopy(scaled[i], 0, flat, i * scaled[i].length, scaled[i].length);
    }
    return flat;
  }

  private Scaling scaling(int columns) {
    float[] weights = new float[rows.length];
    Arrays.fill(weights, 1f);
    int[] all = IntStream.range(0, rows.length).toArray();
    List<String> names = IntStream.range(0, columns).mapToObj(c -> "column " + c).toList();
    DenseTable table = new DenseTable(columns, flat(rows), weights);
    List<ColumnSummary> summaries = ColumnSummaries.of(table, names, all);
    float[] gaps = JitteredTable.smallestGaps(table, all);
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
