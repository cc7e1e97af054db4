package org.lateo.app.bench;

import java.util.Locale;
import org.lateo.math.RandomStream;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Random binary rows of as many columns as MNIST's images have pixels. */
final class RandomRows {
  private static final int COLUMNS = 784;
  private static final double ONES = 0.3;

  private RandomRows() {}

  static Dataset<LatentCode> of(int rows, long seed) {
    LatentCodeFactory factory = new LatentCodeFactory();
    MutableDataset<LatentCode> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("random rows", factory), factory);
    String[] names = new String[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      names[i] = String.format(Locale.ROOT, "x%03d", i);
    }
    RandomStream random = RandomStream.of(seed, "random rows");
    for (int row = 0; row < rows; row++) {
      dataset.add(new ArrayExample<>(LatentCode.UNKNOWN, names, values(random.at(row))));
    }
    return dataset;
  }

  private static double[] values(RandomStream random) {
    double[] values = new double[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      values[i] = random.uniform(i) < ONES ? 1 : 0;
    }
    return values;
  }
}
