package org.lateo;

import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Codes and datasets for tests. */
public final class Codes {
  public static final LatentCodeFactory FACTORY = new LatentCodeFactory();

  private Codes() {}

  /** A code that is not scored, with unit variances. */
  public static LatentCode encoded(double... mean) {
    return new LatentCode(LatentCode.dimensionNames(mean.length), mean, new double[mean.length]);
  }

  /** A scored code with unit variances. */
  public static LatentCode scored(double reconstruction, double kl, double... mean) {
    return new LatentCode(
        LatentCode.dimensionNames(mean.length),
        mean,
        new double[mean.length],
        reconstruction - kl,
        reconstruction,
        kl);
  }

  /** Row {@code i} has the features {@code a = i + 1} and {@code b = -i - 1}. */
  public static Example<LatentCode> row(LatentCode output, int i) {
    return new ArrayExample<>(output, new String[] {"a", "b"}, new double[] {i + 1, -i - 1});
  }

  /** One row for each output. */
  public static MutableDataset<LatentCode> dataset(LatentCode... outputs) {
    MutableDataset<LatentCode> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("codes", FACTORY), FACTORY);
    for (int i = 0; i < outputs.length; i++) {
      dataset.add(row(outputs[i], i));
    }
    return dataset;
  }
}
