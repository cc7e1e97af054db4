package org.lateo.nearest;

import java.util.Arrays;
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
  /** Numbers that a model may hold, of 4 bytes each. */
  private static final long MOST_NUMBERS = 50_000_000;

  /** Rows whose neighbours tell how far neighbours usually are. */
  private static final int PROBES = 100;

  /** How much of each class there is beside the votes, in votes of a row of mean weight. */
  private static final double BESIDE = 0.01;

  /** As many rows as are allowed, drawn by the seed if there are more. */
  static KeptRows of(LabelledTable rows, int most, long seed) {
    int count = rows.table().rows();
    long numbers = rows.table().columns() + (long) rows.outputs().size();
    int allowed = (int) Math.max(1, Math.min(most, MOST_NUMBERS / numbers));
    int[] kept =
        count <= allowed
            ? IntStream.range(0, count).toArray()
            : Arrays.copyOf(RandomStream.of(seed, "rows kept").permutation(count), allowed);
    Arrays.sort(kept);
    return new KeptRows(rows, kept);
  }

  /** The model of these rows. */
  Definition<NearestRowsArchitecture> definition(int neighbours, double temperature, long seed) {
    int columns = rows.table().columns();
    float[][] values = new float[kept.length][columns];
    for (int i = 0; i < kept.length; i++) {
      rows.table().fill(kept[i], values[i], 0);
    }
    double[] means = rows.means();
    centre(values, means);
    double reach = reach(values, Math.min(neighbours + 1, kept.length - 1), seed);
    scale(values, reach);
    double[] scale = new double[columns];
    Arrays.fill(scale, reach);
    Definition<NearestRowsArchitecture> empty =
        new Definition<>(
            new NearestRowsArchitecture(
                rows.outputs().size(), kept.length, neighbours, temperature),
            new Scaling(means, scale),
            false,
            MissingColumns.none(columns),
            rows.origin(),
            new float[0],
            seed);
    return empty.with(parameters(empty.connect(NearestRows.class).layout(), values));
  }

  private static void centre(float[][] values, double... means) {
    for (float[] row : values) {
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) (row[c] - means[c]);
      }
    }
  }

  private static void scale(float[][] values, double reach) {
    for (float[] row : values) {
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) (row[c] / reach);
      }
    }
  }

  /** The mean distance of some rows to their k-th neighbour; 1 if all of these are 0. */
  private static double reach(float[][] values, int k, long seed) {
    int[] order = RandomStream.of(seed, "probes").permutation(values.length);
    double mean =
        Arrays.stream(order)
            .limit(PROBES)
            .mapToDouble(row -> distance(values, row, k))
            .average()
            .orElse(0);
    return mean > Float.MIN_NORMAL ? mean : 1;
  }

  private static double distance(float[][] values, int row, int k) {
    double[] squares =
        Arrays.stream(values).mapToDouble(other -> squaredDistance(values[row], other)).toArray();
    Arrays.sort(squares);
    return Math.sqrt(squares[k]); // The row itself is at 0.
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
    float[] beside = new float[classes];
    double[] weights = rows.weights();
    for (int i = 0; i < kept.length; i++) {
      double square = 0;
      for (int c = 0; c < columns; c++) {
        twice[c * kept.length + i] = 2 * values[i][c];
        square += (double) values[i][c] * values[i][c];
      }
      minusSquares[i] = (float) -square;
      int label = rows.labels()[kept[i]];
      votes[i * classes + label] = (float) weights[kept[i]];
      beside[label] += (float) (BESIDE * weights[kept[i]] / kept.length);
    }
    return layout.flat(twice, minusSquares, votes, beside);
  }
}
