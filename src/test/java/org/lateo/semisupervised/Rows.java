package org.lateo.semisupervised;

import java.util.function.IntFunction;
import org.lateo.math.RandomStream;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Small labelled data for tests. */
final class Rows {
  static final LabelFactory FACTORY = new LabelFactory();
  static final int COLUMNS = 6;

  private Rows() {}

  /** An empty dataset. */
  static MutableDataset<Label> empty() {
    return new MutableDataset<>(new SimpleDataSourceProvenance("rows", FACTORY), FACTORY);
  }

  /** A label, or none for the empty name. */
  static Label label(String name) {
    return name.isEmpty() ? new Label(LabelFactory.UNKNOWN_LABEL.getLabel()) : new Label(name);
  }

  /** Uniform noise in each feature. */
  static MutableDataset<Label> dataset(int rows, IntFunction<String> label) {
    MutableDataset<Label> dataset = empty();
    for (int i = 0; i < rows; i++) {
      double[] values = new double[COLUMNS];
      for (int c = 0; c < COLUMNS; c++) {
        values[c] = RandomStream.of(i, "rows").uniform(c);
      }
      dataset.add(new ArrayExample<>(label(label.apply(i)), names(COLUMNS), values));
    }
    return dataset;
  }

  /** Feature names {@code f000}, {@code f001} ... */
  static String[] names(int columns) {
    String[] names = new String[columns];
    for (int c = 0; c < columns; c++) {
      names[c] = String.format("f%03d", c);
    }
    return names;
  }

  /**
   * Three groups of patterns of zeros and ones, each bit flipped by chance: told apart by what the
   * rows are like, not by any one feature.
   *
   * @param labelled which rows have their label
   */
  static MutableDataset<Label> groups(int rows, IntFunction<Boolean> labelled, long seed) {
    return groups(rows, labelled, seed, 0.1);
  }

  /** As above, with another chance of a bit to be flipped. */
  static MutableDataset<Label> groups(
      int rows, IntFunction<Boolean> labelled, long seed, double chance) {
    MutableDataset<Label> dataset = empty();
    int columns = 12;
    for (int i = 0; i < rows; i++) {
      int group = i % 3;
      RandomStream random = RandomStream.of(seed, "groups").at(i);
      double[] values = new double[columns];
      for (int c = 0; c < columns; c++) {
        boolean on = c / 4 == group;
        values[c] = random.uniform(c) < chance ? (on ? 0 : 1) : (on ? 1 : 0);
      }
      String name = labelled.apply(i) ? "group" + group : "";
      dataset.add(new ArrayExample<>(label(name), names(columns), values));
    }
    return dataset;
  }
}
