package org.lateo.semisupervised;

import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/**
 * Hides labels at random, to find out what a few of them are worth. A hidden label is the factory's
 * unknown output, which is what the trainers of this package take for an unlabelled row.
 *
 * <p>Which rows keep their labels is a function of the seed, the labels and the order of the rows.
 * The given dataset is not changed; its rows that keep their label are shared. The provenance of
 * what comes out says all of this, so that the same labels are hidden where a model is trained
 * again.
 */
public final class LabelMasking {
  private LabelMasking() {}

  /** Whether a row has a label. */
  public static boolean isLabelled(Example<Label> example) {
    return MaskedSource.isLabelled(example);
  }

  /** The labelled rows alone, all that a supervised trainer can use. */
  public static MutableDataset<Label> labelledRows(Dataset<Label> dataset) {
    return new MutableDataset<>(new MaskedSource(dataset, MaskedSource.Kept.LABELLED_ROWS, 0, 0));
  }

  /**
   * All rows, of which {@code count} keep their label, drawn at random, each class by its share of
   * the labels but at least one.
   *
   * @throws IllegalArgumentException if there are fewer labels, or more classes
   */
  public static MutableDataset<Label> keep(Dataset<Label> dataset, int count, long seed) {
    return new MutableDataset<>(new MaskedSource(dataset, MaskedSource.Kept.LABELS, count, seed));
  }

  /**
   * All rows, of which {@code count} of each class keep their label, drawn at random.
   *
   * @throws IllegalArgumentException if a class has fewer, or if there are no labels
   */
  public static MutableDataset<Label> keepOfEachClass(
      Dataset<Label> dataset, int count, long seed) {
    return new MutableDataset<>(
        new MaskedSource(dataset, MaskedSource.Kept.LABELS_OF_EACH_CLASS, count, seed));
  }
}
