package org.lateo.semisupervised;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lateo.math.RandomStream;
import org.lateo.rows.DerivedSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;

/** The rows of a dataset of which some labels are hidden; see {@link LabelMasking}. */
public final class MaskedSource extends DerivedSource<Label> {
  /** Which rows and labels are kept. */
  enum Kept {
    /** All rows, and a number of labels, each class in proportion to its share of them. */
    LABELS,
    /** All rows, and a number of labels of each class. */
    LABELS_OF_EACH_CLASS
  }

  @Config(mandatory = true, description = "What is kept: LABELS or LABELS_OF_EACH_CLASS.")
  private Kept kept;

  @Config(description = "How many labels are kept, in all or of each class.")
  private int count = 0;

  @Config(description = "Seed of which labels are kept.")
  private long seed = 0;

  /** For OLCUT. */
  private MaskedSource() {}

  MaskedSource(Dataset<Label> original, Kept kept, int count, long seed) {
    super(original);
    this.kept = kept;
    this.count = count;
    this.seed = seed;
  }

  static boolean isLabelled(Example<Label> example) {
    return !example.getOutput().equals(LabelFactory.UNKNOWN_LABEL);
  }

  @Override
  protected List<Example<Label>> derive(Dataset<Label> from) {
    SortedMap<String, List<Integer>> classes = rowsByClass(from);
    int[] sizes = classes.values().stream().mapToInt(List::size).toArray();
    return masked(from, classes, kept == Kept.LABELS ? byShare(sizes) : ofEach(sizes));
  }

  private int[] byShare(int[] sizes) {
    int labels = Arrays.stream(sizes).sum();
    if (count < Math.max(1, sizes.length) || count > labels) {
      throw new IllegalArgumentException(
          String.format(
              "expected from %d labels, one for each class, to %d, all of them, found %d",
              sizes.length, labels, count));
    }
    return shares(sizes, count);
  }

  /**
   * Deals out {@code total} in proportion to sizes, at least 1 and at most the size each.
   *
   * @param sizes at least 1 each
   * @param total from the number of sizes to their sum
   * @return {@code [sizes]}, summing to total
   */
  static int[] shares(int[] sizes, int total) {
    int[] shares = new int[sizes.length];
    Arrays.fill(shares, 1);
    for (int dealt = sizes.length; dealt < total; dealt++) {
      shares[neediest(sizes, shares, total)]++;
    }
    return shares;
  }

  private static int neediest(int[] sizes, int[] shares, int total) {
    double ratio = (double) total / Arrays.stream(sizes).sum();
    return IntStream.range(0, sizes.length)
        .filter(i -> shares[i] < sizes[i])
        .boxed()
        .max(
            Comparator.comparingDouble((Integer i) -> sizes[i] * ratio - shares[i])
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }

  private int[] ofEach(int[] sizes) {
    int fewest = Arrays.stream(sizes).min().orElse(0);
    if (count < 1 || count > fewest) {
      throw new IllegalArgumentException(
          String.format(
              "expected from 1 to %d labels of each class, as many as the rarest has, found %d",
              fewest, count));
    }
    int[] shares = new int[sizes.length];
    Arrays.fill(shares, count);
    return shares;
  }

  /** The labelled rows of each class, in random order. */
  private SortedMap<String, List<Integer>> rowsByClass(Dataset<Label> dataset) {
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

  private static List<Example<Label>> masked(
      Dataset<Label> dataset, SortedMap<String, List<Integer>> classes, int[] shares) {
    boolean[] keeps = new boolean[dataset.size()];
    int index = 0;
    for (List<Integer> rows : classes.values()) {
      rows.subList(0, shares[index++]).forEach(row -> keeps[row] = true);
    }
    List<Example<Label>> result = new ArrayList<>();
    for (int row = 0; row < keeps.length; row++) {
      Example<Label> example = dataset.getExample(row);
      result.add(keeps[row] ? example : hidden(example));
    }
    return result;
  }

  private static Example<Label> hidden(Example<Label> example) {
    return new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, example, example.getWeight());
  }
}
