package org.lateo.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lateo.app.input.InputException;
import org.lateo.math.RandomStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;

/** Datasets of which only some rows have their label. */
final class HiddenLabels {
  private HiddenLabels() {}

  static boolean isLabelled(Example<Label> example) {
    return !example.getOutput().equals(LabelFactory.UNKNOWN_LABEL);
  }

  /** The labelled rows alone. */
  static MutableDataset<Label> labelledRows(Dataset<Label> dataset) {
    MutableDataset<Label> labelled = empty(dataset);
    dataset.getData().stream().filter(HiddenLabels::isLabelled).forEach(labelled::add);
    return labelled;
  }

  /**
   * All rows, of which {@code count} keep their label, drawn at random, each class by its share of
   * the labels but at least one.
   *
   * @throws InputException if there are fewer labels, or more classes
   */
  static MutableDataset<Label> keep(Dataset<Label> dataset, int count, long seed) {
    SortedMap<String, List<Integer>> classes = rowsByClass(dataset, seed);
    int[] sizes = classes.values().stream().mapToInt(List::size).toArray();
    if (count < sizes.length || count > Arrays.stream(sizes).sum()) {
      throw new InputException(
          String.format(
              "--labelled: expected from %d, one for each class, to %d, the labels there are, found"
                  + " %d",
              sizes.length, Arrays.stream(sizes).sum(), count));
    }
    int[] shares = Shares.of(sizes, count);
    boolean[] kept = new boolean[dataset.size()];
    int index = 0;
    for (List<Integer> rows : classes.values()) {
      rows.subList(0, shares[index++]).forEach(row -> kept[row] = true);
    }
    return hideOthers(dataset, kept);
  }

  /** The labelled rows of each class, in random order. */
  private static SortedMap<String, List<Integer>> rowsByClass(Dataset<Label> dataset, long seed) {
    SortedMap<String, List<Integer>> classes = new TreeMap<>();
    for (int row : RandomStream.of(seed, "labelled").permutation(dataset.size())) {
      Example<Label> example = dataset.getExample(row);
      if (isLabelled(example)) {
        String name = example.getOutput().getLabel();
        classes.computeIfAbsent(name, n -> new ArrayList<>()).add(row);
      }
    }
    return classes;
  }

  private static MutableDataset<Label> hideOthers(Dataset<Label> dataset, boolean[] kept) {
    MutableDataset<Label> result = empty(dataset);
    for (int row = 0; row < kept.length; row++) {
      Example<Label> example = dataset.getExample(row);
      result.add(kept[row] ? example : hidden(example));
    }
    return result;
  }

  private static Example<Label> hidden(Example<Label> example) {
    return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, example, example.getWeight());
  }

  private static MutableDataset<Label> empty(Dataset<Label> like) {
    return new MutableDataset<>(like.getProvenance(), like.getOutputFactory());
  }
}
