package org.lateo.app;

import org.lateo.app.input.InputException;
import org.lateo.semisupervised.LabelMasking;
import org.tribuo.Dataset;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;

/** What {@code --labelled} asks for. */
final class HiddenLabels {
  private HiddenLabels() {}

  /**
   * As {@link LabelMasking#keep}.
   *
   * @throws InputException if there are fewer labels, or more classes
   */
  static MutableDataset<Label> keep(Dataset<Label> dataset, int count, long seed) {
    try {
      return LabelMasking.keep(dataset, count, seed);
    } catch (IllegalArgumentException e) {
      throw new InputException("--labelled: " + e.getMessage(), e);
    }
  }
}
