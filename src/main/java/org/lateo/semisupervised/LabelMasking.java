package org.lateo.semisupervised;

import org.lateo.rows.LabelledSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.classification.Label;

/**
 * Hides labels at random, to measure how well a model trains on few labels. A hidden label is the
 * factory's unknown output, by which the trainers of this package know an unlabelled row.
 *
 * <p>Which rows keep their labels is a function of the seed, the labels and the order of the rows.
 * The given dataset is not changed; the result shares its rows that keep their label. The result's
 * provenance holds all settings, so that the same labels are hidden when a model is trained again.
 */
public final class LabelMasking {
  private LabelMasking() {}

  /** Whether a row has a label. */
  public static boolean isLabelled(Example<Label> example) {
    return MaskedSource.isLabelled(example);
  }

  /** The rows alone that have an output of any type, as a supervised trainer needs them. */
  public static <T extends Output<T>> MutableDataset<T> labelledRows(Dataset<T> dataset) {
    return new MutableDataset<>(new LabelledSource<>(dataset));
  }

  /**
   * All rows, of which {@code count} drawn at random keep their label, each class in proportion to
   * its share of the labels but at least one row.
   *
   * @throws IllegalArgumentException if there are fewer labels or more classes than {@code count}
   */
  public static MutableDataset<Label> keep(Dataset<Label> dataset, int count, long seed) {
    return new MutableDataset<>(new MaskedSource(dataset, MaskedSource.Kept.LABELS, count, seed));
  }

  /**
   * All rows, of which {@code count} of each class, drawn at random, keep their label.
   *
   * @throws IllegalArgumentException if a class has fewer labels, or if there are no labels
   */
  public static MutableDataset<Label> keepOfEachClass(
      Dataset<Label> dataset, int count, long seed) {
    return new MutableDataset<>(
        new MaskedSource(dataset, MaskedSource.Kept.LABELS_OF_EACH_CLASS, count, seed));
  }
}
