package org.lateo.anomaly;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.math.RandomStream;
import org.tribuo.Dataset;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;

/**
 * Which rows each member of an ensemble is trained on, and by which it is calibrated.
 *
 * <p>Many rows are split: all members train on the same and are calibrated together on the rest.
 * Few rows are dealt into folds, of which each member leaves one out, so that every row trains most
 * members and calibrates one.
 *
 * <p>See:
 *
 * <pre>
 * Vovk V.
 * "Cross-conformal Predictors"
 * Annals of Mathematics and Artificial Intelligence 74, 2015.
 * </pre>
 *
 * @param training rows of each member, ascending, {@code [members][any]}
 * @param heldOut rows that calibrate it, ascending, {@code [members][any]}
 * @param crossed whether these are folds, else the same for all
 */
record CalibrationPlan(List<int[]> training, List<int[]> heldOut, boolean crossed) {
  /** Numbers of the rows that are anomalous, or of those that are not known to be. */
  static int[] rows(Dataset<Event> examples, boolean anomalous) {
    return IntStream.range(0, examples.size())
        .filter(i -> anomalous == (type(examples, i) == EventType.ANOMALOUS))
        .toArray();
  }

  /**
   * Numbers of the rows that are not known to be anomalous.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  static int[] usualRows(Dataset<Event> examples) {
    int[] usual = rows(examples, false);
    if (usual.length < 2) {
      throw new IllegalArgumentException(
          String.format(
              "Expected at least 2 rows that are not ANOMALOUS, to train on and to calibrate by,"
                  + " found %d among %d rows",
              usual.length, examples.size()));
    }
    return usual;
  }

  private static EventType type(Dataset<Event> examples, int row) {
    return examples.getExample(row).getOutput().getType();
  }

  /**
   * Plans.
   *
   * @param rows at least 2
   * @param members at least 1
   * @param share of the rows that calibrate, where they are split, in (0, 1)
   * @param cross whether to deal folds; needs two members
   */
  static CalibrationPlan of(int[] rows, int members, double share, boolean cross, long seed) {
    if (cross && members > 1) {
      return folds(rows, members, seed);
    }
    int[] order = order(rows, seed);
    int held = (int) Math.min(rows.length - 1, Math.max(1, Math.round(share * rows.length)));
    int[] heldOut = sorted(rows, Arrays.copyOf(order, held));
    return of(rows, Collections.nCopies(members, heldOut), false);
  }

  /**
   * Deals rows into a fold for each member, which that leaves out; a single one leaves out all.
   *
   * @param rows any number
   */
  static CalibrationPlan folds(int[] rows, int members, long seed) {
    int[] order = order(rows, seed);
    List<int[]> heldOut =
        IntStream.range(0, members).mapToObj(k -> sorted(rows, fold(order, k, members))).toList();
    return of(rows, heldOut, true);
  }

  private static int[] order(int[] rows, long seed) {
    return RandomStream.of(seed, "calibration").permutation(rows.length);
  }

  private static CalibrationPlan of(int[] rows, List<int[]> heldOut, boolean crossed) {
    List<int[]> training = heldOut.stream().map(out -> without(rows, out)).toList();
    return new CalibrationPlan(training, heldOut, crossed);
  }

  /** Fold k; with more members than rows, some rows are left out more than once. */
  private static int[] fold(int[] order, int k, int members) {
    int folds = Math.min(members, order.length);
    return IntStream.range(0, order.length)
        .filter(i -> i % folds == k % folds)
        .map(i -> order[i])
        .toArray();
  }

  private static int[] sorted(int[] rows, int[] places) {
    return Arrays.stream(places).map(place -> rows[place]).sorted().toArray();
  }

  /**
   * Some of the rows.
   *
   * @param out those that are left out, ascending
   */
  static int[] without(int[] rows, int[] out) {
    return Arrays.stream(rows).filter(row -> Arrays.binarySearch(out, row) < 0).sorted().toArray();
  }
}
