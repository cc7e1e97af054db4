package org.lateo;

import java.util.Random;
import java.util.function.IntFunction;
import org.lateo.output.LatentCode;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Small data and fast trainers for tests of the face. */
public final class Tiny {
  public static final int COLUMNS = 6;

  private Tiny() {}

  /** Trains in a few milliseconds. */
  public static VAETrainerBuilder trainer() {
    return VAETrainer.builder().hidden(16).latent(3).epochs(5).batchSize(50).threads(1);
  }

  /**
   * Rows on a bent surface of two dimensions, with noise.
   *
   * @return {@code [rows, columns]}, values in (0, 1)
   */
  public static double[][] unitRows(int rows, int columns, long seed) {
    Random slopes = new Random(1);
    double[][] slope = new double[columns][2];
    for (double[] s : slope) {
      s[0] = slopes.nextGaussian();
      s[1] = slopes.nextGaussian();
    }
    Random random = new Random(seed);
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      double u = 2 * random.nextGaussian();
      double v = 2 * random.nextGaussian();
      for (int c = 0; c < columns; c++) {
        double t = slope[c][0] * u + slope[c][1] * v + 0.1 * random.nextGaussian();
        row[c] = 1 / (1 + Math.exp(-t));
      }
    }
    return values;
  }

  /** As {@link #unitRows}, each column with a place and a scale of its own. */
  public static double[][] realRows(int rows, int columns, long seed) {
    double[][] values = unitRows(rows, columns, seed);
    for (double[] row : values) {
      for (int c = 0; c < columns; c++) {
        row[c] = 10 * c - 20 + Math.pow(10, c % 4 - 1) * row[c];
      }
    }
    return values;
  }

  /** Feature names {@code f000}, {@code f001} ... */
  public static String[] names(int columns) {
    String[] names = new String[columns];
    for (int c = 0; c < columns; c++) {
      names[c] = String.format("f%03d", c);
    }
    return names;
  }

  public static <T extends Output<T>> Example<T> example(T output, double... values) {
    return new ArrayExample<>(output, names(values.length), values);
  }

  public static <T extends Output<T>> MutableDataset<T> dataset(
      double[][] values, OutputFactory<T> factory, IntFunction<T> output) {
    MutableDataset<T> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("tiny", factory), factory);
    for (int i = 0; i < values.length; i++) {
      dataset.add(example(output.apply(i), values[i]));
    }
    return dataset;
  }

  /** Without labels. */
  public static MutableDataset<LatentCode> dataset(double[][] values) {
    return dataset(values, Codes.FACTORY, i -> LatentCode.UNKNOWN);
  }

  /** Without labels, in [0, 1]. */
  public static MutableDataset<LatentCode> unit(int rows) {
    return dataset(unitRows(rows, COLUMNS, 7));
  }

  /**
   * Rows of counts in many columns, about one in thirty of them not zero.
   *
   * @return {@code [rows, columns]}
   */
  public static double[][] countRows(int rows, int columns, long seed) {
    Random random = new Random(seed);
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      int topic = random.nextInt(4);
      for (int draw = 0; draw < 1 + columns / 30; draw++) {
        row[(topic + 4 * random.nextInt(columns)) % columns]++;
      }
    }
    return values;
  }

  /** Without labels, counts, few of them not zero. */
  public static MutableDataset<LatentCode> counts(int rows) {
    return dataset(countRows(rows, 120, 7));
  }

  /** Without labels, columns of different places and scales. */
  public static MutableDataset<LatentCode> real(int rows) {
    return dataset(realRows(rows, COLUMNS, 7));
  }
}
