package org.lateo.nearest;

import java.util.Arrays;
import java.util.logging.Logger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lateo.graph.ParameterLayout;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.Definition;
import org.lateo.rows.LabelledTable;

/**
 * The rows that a classifier by nearest rows keeps.
 *
 * @param rows every labelled row
 * @param kept the numbers of those that are kept, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record KeptRows(LabelledTable rows, int[] kept) {
  private static final Logger logger = Logger.getLogger(KeptRows.class.getName());

  /** Numbers that a model may hold, of 4 bytes each. */
  private static final long MOST_NUMBERS = 50_000_000;

  /** Rows that tell what is usual: medians over these, so that a few strange rows do not matter. */
  private static final int PROBES = 100;

  /** How much of each class there is beside the votes, in votes of a row of mean weight. */
  private static final double BESIDE = 0.01;

  /** Added to the squared reach of votes, in units of the usual one. */
  private static final double LEAST_REACH = 0.01;

  /**
   * The least reach in units of the usual distance from the middle: floats cannot tell rows that
   * are closer from each other by |x|² - 2xc + |c|².
   */
  private static final double LEAST_OF_SPREAD = 0.01;

  /**
   * As many rows as are allowed, drawn by the seed if there are more; one of each class at least.
   */
  static KeptRows of(LabelledTable rows, int most, long seed) {
    int count = rows.table().rows();
    long numbers = rows.table().columns() + (long) rows.outputs().size();
    int allowed = (int) Math.max(1, Math.min(most, MOST_NUMBERS / numbers));
    if (count <= allowed) {
      return new KeptRows(rows, IntStream.range(0, count).toArray());
    }
    logger.warning(
        () -> "Of " + count + " rows with a label " + allowed + ", drawn at random, are kept");
    int[] order = RandomStream.of(seed, "rows kept").permutation(count);
    return new KeptRows(rows, drawn(rows, order, allowed));
  }

  private static int[] drawn(LabelledTable rows, int[] order, int count) {
    boolean[] seen = new boolean[rows.outputs().size()];
    IntStream.Builder first = IntStream.builder();
    IntStream.Builder others = IntStream.builder();
    for (int row : order) {
      int label = rows.labels()[row];
      (seen[label] ? others : first).add(row);
      seen[label] = true;
    }
    return IntStream.concat(first.build(), others.build()).limit(count).sorted().toArray();
  }

  /** The model of these rows. */
  Definition<NearestRowsArchitecture> definition(int neighbours, double temperature, long seed) {
    int[] probes = IntStream.of(order(seed)).limit(PROBES).toArray();
    double[] middle = middle(probes);
    float[][] values = values(middle);
    double[] spreads = IntStream.of(probes).mapToDouble(i -> norm(values[i])).toArray();
    double spread = usual(1, spreads);
    int beyond = Math.min(neighbours + 1, kept.length - 1);
    double[] reaches = IntStream.of(probes).mapToDouble(i -> distance(values, i, beyond)).toArray();
    double reach = Math.max(usual(spread, reaches) / spread, LEAST_OF_SPREAD);
    divide(values, spread);
    double[] scale = new double[middle.length];
    Arrays.fill(scale, spread);
    Definition<NearestRowsArchitecture> empty =
        new Definition<>(
            new NearestRowsArchitecture(
                rows.outputs().size(),
                kept.length,
                neighbours,
                LEAST_REACH * reach * reach,
                temperature),
            new Scaling(middle, scale),
            false,
            MissingColumns.none(middle.length),
            rows.origin(),
            new float[0],
            seed);
    return empty.with(parameters(empty.connect(NearestRows.class).layout(), values));
  }

  private int[] order(long seed) {
    return RandomStream.of(seed, "probes").permutation(kept.length);
  }

  /** The median of each column over some of the kept rows, {@code [columns]}. */
  private double[] middle(int... probes) {
    float[][] some = new float[probes.length][rows.table().columns()];
    for (int i = 0; i < probes.length; i++) {
      rows.table().fill(kept[probes[i]], some[i], 0);
    }
    double[] middle = new double[rows.table().columns()];
    Arrays.setAll(middle, c -> median(Arrays.stream(some).mapToDouble(row -> row[c]).toArray()));
    return middle;
  }

  /** The kept rows about the middle, {@code [kept][columns]}. */
  private float[][] values(double... middle) {
    float[][] values = new float[kept.length][middle.length];
    for (int i = 0; i < kept.length; i++) {
      rows.table().fill(kept[i], values[i], 0);
      for (int c = 0; c < middle.length; c++) {
        values[i][c] = (float) (values[i][c] - middle[c]);
      }
    }
    return values;
  }

  private static void divide(float[][] values, double by) {
    for (float[] row : values) {
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) (row[c] / by);
      }
    }
  }

  /** The median of what is above 0; another value if nothing is. */
  private static double usual(double otherwise, double... values) {
    double[] positive = DoubleStream.of(values).filter(v -> v > Float.MIN_NORMAL).toArray();
    return positive.length == 0 ? otherwise : median(positive);
  }

  private static double median(double... values) {
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double norm(float... row) {
    return Math.sqrt(squaredDistance(row, new float[row.length]));
  }

  /** From a row to its k-th neighbour; it is itself the nearest. */
  private static double distance(float[][] values, int row, int k) {
    double[] squares =
        Arrays.stream(values).mapToDouble(other -> squaredDistance(values[row], other)).toArray();
    Arrays.sort(squares);
    return Math.sqrt(squares[k]);
  }

  private static double squaredDistance(float[] a, float[] b) {
    double sum = 0;
    for (int c = 0; c < a.length; c++) {
      double d = (double) a[c] - b[c];
      sum += d * d;
    }
    return sum;
  }

  private float[] parameters(ParameterLayout layout, float[][] values) {
    int columns = rows.table().columns();
    int classes = rows.outputs().size();
    float[] twice = new float[columns * kept.length];
    float[] minusSquares = new float[kept.length];
    float[] votes = new float[kept.length * classes];
    double[] weights = rows.weights();
    for (int i = 0; i < kept.length; i++) {
      for (int c = 0; c < columns; c++) {
        twice[c * kept.length + i] = 2 * values[i][c];
      }
      minusSquares[i] = (float) -squaredDistance(values[i], new float[columns]);
      votes[i * classes + rows.labels()[kept[i]]] = (float) weights[kept[i]];
    }
    return layout.flat(twice, minusSquares, votes, beside(weights));
  }

  /** The share of each class among all labelled rows, small beside a vote, {@code [classes]}. */
  private float[] beside(double... weights) {
    double[] shares = new double[rows.outputs().size()];
    for (int row = 0; row < weights.length; row++) {
      shares[rows.labels()[row]] += BESIDE * weights[row] / weights.length;
    }
    float[] beside = new float[shares.length];
    for (int label = 0; label < shares.length; label++) {
      beside[label] = (float) shares[label];
    }
    return beside;
  }
}
