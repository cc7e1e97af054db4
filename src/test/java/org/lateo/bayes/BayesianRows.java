package org.lateo.bayes;

import java.util.Random;
import org.lateo.Tiny;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.Regressor;

/** Rows of two features and two targets that are no linear function of them. */
public final class BayesianRows {
  private BayesianRows() {}

  private static MutableDataset<Regressor> empty() {
    return new MutableDataset<>(
        new SimpleDataSourceProvenance("waves", LinearRows.FACTORY), LinearRows.FACTORY);
  }

  /** A wave and a bowl over N(0, I), with noise. */
  public static MutableDataset<Regressor> waves(int count, long seed) {
    Random random = new Random(seed);
    MutableDataset<Regressor> rows = empty();
    for (int r = 0; r < count; r++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double y = Math.sin(2 * a) + 0.5 * b + 0.1 * random.nextGaussian();
      double z = 5 + a * a - b + 0.2 * random.nextGaussian();
      rows.add(example(a, b, y, z));
    }
    return rows;
  }

  /** Linear functions of N(0, I), with given noise. */
  static MutableDataset<Regressor> planes(double... noise) {
    Random random = new Random(1);
    MutableDataset<Regressor> rows = empty();
    for (double off : noise) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      rows.add(example(a, b, 2 * a - b + off, 3 + b - off));
    }
    return rows;
  }

  static Example<Regressor> example(double a, double b, double y, double z) {
    return Tiny.example(new Regressor(new String[] {"y", "z"}, new double[] {y, z}), a, b);
  }

  static Example<Regressor> example(double a, double b) {
    return example(a, b, 0, 0);
  }

  /**
   * The same with other units of features and of y, a third feature and a second target that do not
   * vary.
   */
  static MutableDataset<Regressor> inUnits(
      MutableDataset<Regressor> rows, double origin, double unit, double shift, double scale) {
    MutableDataset<Regressor> others = empty();
    for (Example<Regressor> row : rows) {
      double y = shift + scale * row.getOutput().getValues()[0];
      ArrayExample<Regressor> example =
          new ArrayExample<>(new Regressor(new String[] {"y", "z"}, new double[] {y, 7}));
      row.forEach(feature -> example.add(feature.getName(), origin + unit * feature.getValue()));
      example.add("f002", 3);
      others.add(example);
    }
    return others;
  }
}
