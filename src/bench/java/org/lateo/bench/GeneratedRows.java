package org.lateo.bench;

import java.util.Random;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * As many rows of numbers as are asked for, to time what no set at hand has enough rows for: each
 * class lies about a curved surface of its own, tanh(u A + a) B / √12, with u, A, a and B uniform
 * and Gaussian noise of {@link #NOISE} about it.
 */
final class GeneratedRows {
  private static final int CLASSES = 5;
  private static final int COLUMNS = 50;
  private static final int SURFACE = 4;
  private static final int BENDS = 12;
  private static final double NOISE = 1;
  private static final String[] NAMES =
      IntStream.range(0, COLUMNS).mapToObj(c -> "c" + c).toArray(String[]::new);

  private final double[][][] in = new double[CLASSES][][];
  private final double[][] shift = new double[CLASSES][];
  private final double[][][] out = new double[CLASSES][][];

  GeneratedRows() {
    Random random = new Random(1);
    for (int k = 0; k < CLASSES; k++) {
      in[k] = uniform(random, SURFACE, BENDS);
      shift[k] = uniform(random, 1, BENDS)[0];
      out[k] = uniform(random, BENDS, COLUMNS);
    }
  }

  private static double[][] uniform(Random random, int rows, int columns) {
    return IntStream.range(0, rows)
        .mapToObj(r -> random.doubles(columns, -1, 1).map(d -> d * Math.sqrt(3)).toArray())
        .toArray(double[][]::new);
  }

  /** Rows of all classes, equally frequent; other rows of the same classes with another seed. */
  Dataset<Label> of(int rows, long seed) {
    Random random = new Random(seed);
    LabelFactory factory = new LabelFactory();
    MutableDataset<Label> made =
        new MutableDataset<>(new SimpleDataSourceProvenance("generated rows", factory), factory);
    for (int r = 0; r < rows; r++) {
      int k = random.nextInt(CLASSES);
      made.add(new ArrayExample<>(new Label("class" + k), NAMES, row(k, random)));
    }
    return made;
  }

  private double[] row(int k, Random random) {
    double[] u = random.doubles(SURFACE, -1, 1).toArray();
    double[] row =
        IntStream.range(0, COLUMNS).mapToDouble(c -> NOISE * random.nextGaussian()).toArray();
    for (int b = 0; b < BENDS; b++) {
      double at = shift[k][b];
      for (int s = 0; s < SURFACE; s++) {
        at += u[s] * in[k][s][b];
      }
      for (int c = 0; c < COLUMNS; c++) {
        row[c] += Math.tanh(at) * out[k][b][c] / Math.sqrt(BENDS);
      }
    }
    return row;
  }
}
