package org.lateo.logistic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.math.RandomStream;

/**
 * Labelled rows dealt to folds, each class by itself, so that every fold has about its share of
 * each. The only row of a class is in no fold: held out, it would be a class that training has
 * never seen.
 *
 * @param folds of each row, or -1 for none, {@code [rows]}
 * @param count the number of folds; 0 if no class has two rows
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record StratifiedFolds(int[] folds, int count) {
  /**
   * Deals rows.
   *
   * @param labels the class of each row, from 0, {@code [rows]}
   * @param most how many folds at most; fewer if no class has as many rows
   */
  public static StratifiedFolds of(int[] labels, int most, long seed) {
    int classes = Arrays.stream(labels).max().orElse(-1) + 1;
    List<List<Integer>> rows =
        IntStream.range(0, classes).<List<Integer>>mapToObj(c -> new ArrayList<>()).toList();
    for (int row : RandomStream.of(seed, "folds").permutation(labels.length)) {
      rows.get(labels[row]).add(row);
    }
    int largest = rows.stream().mapToInt(List::size).max().orElse(0);
    int count = largest < 2 ? 0 : Math.min(most, largest);
    int[] folds = new int[labels.length];
    Arrays.fill(folds, -1);
    int next = 0; // Goes on from class to class, so that folds are of one size.
    for (List<Integer> of : rows) {
      for (int row : of) {
        folds[row] = of.size() > 1 ? next++ % count : -1;
      }
    }
    return new StratifiedFolds(folds, count);
  }

  /** The rows that a fold is trained on, ascending. */
  public int[] training(int fold) {
    return IntStream.range(0, folds.length).filter(r -> folds[r] != fold).toArray();
  }

  /** The rows that a fold holds out, ascending. */
  public int[] heldOut(int fold) {
    return IntStream.range(0, folds.length).filter(r -> folds[r] == fold).toArray();
  }
}
