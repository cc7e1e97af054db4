package org.lateo.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;

/**
 * Scores of rows by the one member of an ensemble that has not seen them, as an ensemble of that
 * one scores them.
 *
 * <p>Members' scores of any row differ by about the same number: a little where they were trained
 * with other luck, much where they have seen other features, such as one with and one without a
 * column that is nearly always zero, so that their densities are over other spaces. A new row's
 * score is the mean over members, in which such differences vanish. So each fold's scores are moved
 * by its member's, the median over all rows of its score less the mean of all members'.
 */
final class FoldScores {
  private final List<List<RowScore>> scores = new ArrayList<>();
  private final double[] levels;

  /**
   * @param members of the ensemble, each as one of its own
   * @param folds the rows that each has not seen, {@code [members][any]}
   */
  FoldScores(List<Ensemble> members, Dataset<Event> examples, List<int[]> folds) {
    List<Scorer> scorers = members.stream().map(Scorer::new).toList();
    this.levels = levels(scorers, examples, folds);
    for (int k = 0; k < folds.size(); k++) {
      scores.add(scorers.get(k).score(rows(examples, folds.get(k))));
    }
  }

  private static List<Example<Event>> rows(Dataset<Event> examples, int[] numbers) {
    return Arrays.stream(numbers).mapToObj(examples::getExample).toList();
  }

  /** How far each member's scores lie above the mean of all members', {@code [members]}. */
  private static double[] levels(List<Scorer> members, Dataset<Event> examples, List<int[]> folds) {
    int[] numbers = folds.stream().flatMapToInt(Arrays::stream).sorted().distinct().toArray();
    List<Example<Event>> all = rows(examples, numbers);
    double[][] ofMembers = new double[members.size()][];
    double[] means = new double[all.size()];
    for (int k = 0; k < ofMembers.length; k++) {
      ofMembers[k] = members.get(k).score(all).stream().mapToDouble(RowScore::ofKnown).toArray();
      for (int i = 0; i < means.length; i++) {
        means[i] += ofMembers[k][i] / members.size();
      }
    }
    double[] levels = new double[ofMembers.length];
    for (int k = 0; k < levels.length; k++) {
      double[] ofMember = ofMembers[k];
      levels[k] =
          median(
              IntStream.range(0, means.length).mapToDouble(i -> ofMember[i] - means[i]).toArray());
    }
    return levels;
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  /** The scores of the rows of a fold, in their order. */
  double[] totals(int k) {
    return scores.get(k).stream().mapToDouble(row -> row.total() - levels[k]).toArray();
  }

  /** What each member's scores are made of, {@code [members][any]}. */
  List<List<RowScore>> scores() {
    return scores;
  }
}
