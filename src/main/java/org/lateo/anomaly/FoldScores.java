package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lateo.inference.ScoreSplit;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;

/**
 * Scores of rows by the one member of an ensemble that has not seen them, as an ensemble of that
 * one scores them.
 *
 * <p>Members that have seen other features have densities over other spaces, such as one with and
 * one without a column that is nearly always zero: their scores of any row differ by about the same
 * number. Each fold's scores are moved by its member's, the median over all rows of its score less
 * the mean of all members'. Where features are the same, nothing is moved.
 */
final class FoldScores {
  private final Ensemble ensemble;
  private final Dataset<Event> examples;
  private final List<int[]> folds;
  private final List<List<ScoreSplit>> splits = new ArrayList<>();
  private final List<double[]> scores = new ArrayList<>();

  /**
   * @param folds the rows that each member has not seen, {@code [members][any]}
   */
  FoldScores(Ensemble ensemble, Dataset<Event> examples, List<int[]> folds) {
    this.ensemble = ensemble;
    this.examples = examples;
    this.folds = folds;
    double[] levels = ensemble.penalties().isNone() ? new double[folds.size()] : levels();
    for (int k = 0; k < folds.size(); k++) {
      scores.add(scores(k, levels[k]));
    }
  }

  private double[] scores(int k, double level) {
    Ensemble one = ensemble.only(k);
    List<Example<Event>> fold = rows(folds.get(k));
    List<List<ScoreSplit>> ofFold = one.splits(fold);
    splits.addAll(ofFold);
    return one.score(fold, ofFold).stream().mapToDouble(row -> row.total() - level).toArray();
  }

  private List<Example<Event>> rows(int[] numbers) {
    return Arrays.stream(numbers).mapToObj(examples::getExample).toList();
  }

  /** How far each member's scores lie above the mean of all members', {@code [members]}. */
  private double[] levels() {
    int[] all = folds.stream().flatMapToInt(Arrays::stream).sorted().distinct().toArray();
    List<List<ScoreSplit>> ofAll = ensemble.splits(rows(all));
    double[] levels = new double[folds.size()];
    for (int k = 0; k < levels.length; k++) {
      double[] above = new double[all.length];
      for (int i = 0; i < all.length; i++) {
        int row = i;
        double mean = ofAll.stream().mapToDouble(of -> of.get(row).total()).average().orElseThrow();
        above[i] = ofAll.get(k).get(i).total() - mean;
      }
      levels[k] = median(above);
    }
    return levels;
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  /** The scores, {@code [members][any]}, in the order of the rows. */
  List<double[]> scores() {
    return scores;
  }

  /** What they are made of, {@code [members][any]}. */
  List<List<ScoreSplit>> splits() {
    return splits;
  }
}
