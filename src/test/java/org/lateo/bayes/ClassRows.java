package org.lateo.bayes;

import java.util.Random;
import org.lateo.Tiny;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Rows of two features and three classes that overlap, with borders that are no lines. */
public final class ClassRows {
  static final LabelFactory FACTORY = new LabelFactory();

  private ClassRows() {}

  static MutableDataset<Label> empty() {
    return new MutableDataset<>(new SimpleDataSourceProvenance("bands", FACTORY), FACTORY);
  }

  /** Bands along a wave over N(0, I), whose classes are not in the order of their names. */
  public static MutableDataset<Label> bands(int count, long seed) {
    Random random = new Random(seed);
    MutableDataset<Label> rows = empty();
    for (int r = 0; r < count; r++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double height = Math.sin(2 * a) + b + 0.3 * random.nextGaussian();
      rows.add(example(a, b, height < -0.6 ? "low" : height < 0.6 ? "middle" : "high"));
    }
    return rows;
  }

  /** Each row several times. */
  static MutableDataset<Label> copies(MutableDataset<Label> rows, int count) {
    MutableDataset<Label> all = empty();
    for (int k = 0; k < count; k++) {
      all.addAll(rows.getData());
    }
    return all;
  }

  static Example<Label> example(double a, double b, String label) {
    return Tiny.example(new Label(label), a, b);
  }
}
