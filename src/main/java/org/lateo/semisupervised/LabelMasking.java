package org.lateo.semisupervised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lateo.math.RandomStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;

/**
 * Hides labels at random, to find out what a few of them are worth. A hidden label is the factory's
 * unknown output, which is what the trainers of this package take for an unlabelled row.
 *
 * <p>Which rows keep their labels is a function of the seed, the labels and the order of the rows.
 * The given dataset is not changed; its rows that keep their label are shared.
 */
public final class LabelMasking {
  private LabelMasking() {}

  /** Whether a row has a label. */
  public static boolean isLabelled(Example<Label> example) {
    return !example.getOutput().equals(LabelFactory.UNKNOWN_LABEL);
  }

  /** The labelled rows alone, all that a supervised trainer can use. */
  public static MutableDataset<Label> labelledRows(Dataset<Label> dataset) {
    MutableDataset<Label> labelled = empty(dataset);
    dataset.getData().stream().filter(LabelMasking::isLabelled).forEach(labelled::add);
    return labelled;
  }

  /**
   * All rows, of which {@code count} keep their label, drawn at random, each class by its share of
   * the labels but at least one.
   *
   * @throws IllegalArgumentException if there are fewer labels, or more classes
   */
  public static MutableDataset<Label> keep(Dataset<Label> dataset, int count, long seed) {
    SortedMap<String, List<Integer>> classes = rowsByClass(dataset, seed);
    int[] sizes = classes.values().stream().mapToInt(List::size).toArray();
    int labels = Arrays.stream(sizes).sum();
    if (count < Math.max(1, sizes.length) || count > labels) {
      throw new IllegalArgumentException(
          String.format(
              "expected from %d, one for each class, to %d, the labels there are, found %d",
              sizes.length, labels, count));
    }
    return keep(dataset, classes, Shares.of(sizes, count));
  }

  /**
   * All rows, of which {@code count} of each class keep their label, drawn at random.
   *
   * @throws IllegalArgumentException if a class has fewer, or if there are no labels
   */
  public static MutableDataset<Label> keepOfEachClass(
      Dataset<Label> dataset, int count, long seed) {
    SortedMap<String, List<Integer>> classes = rowsByClass(dataset, seed);
    int fewest = classes.values().stream().mapToInt(List::size).min().orElse(0);
    if (count < 1 || count > fewest) {
      throw new IllegalArgumentException(
          String.format(
              "expected from 1 to %d labels of each class, as many as the rarest has, found %d",
              fewest, count));
    }
    int[] shares = new int[classes.size()];
    Arrays.fill(shares, count);
    return keep(dataset, classes, shares);
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

  private static MutableDataset<Label> keep(
      Dataset<Label> dataset, SortedMap<String, List<Integer>> classes, int[] shares) {
    boolean[] kept = new boolean[dataset.size()];
    int index = 0;
    for (List<Integer> rows : classes.values()) {
      rows.subList(0, shares[index++]).forEach(row -> kept[row] = true);
    }
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
