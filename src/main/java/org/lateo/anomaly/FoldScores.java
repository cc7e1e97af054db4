package org.lateo.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;

/**
 * Scores of rows by the one member of an ensemble that has not seen them, as an ensemble of that
 * one scores them.
 *
 * <p>Members' scores of any row differ by about the same number: a little where they were trained
 * with other luck, much where they have seen other features, such as one with and one without a
 * column that is nearly always zero, so that their densities are over other spaces. A new row's
 * score is the mean over members, in which such differences vanish. So each member's scores are
 * moved by its level, the median over usual rows of its score less the mean of all members'.
 */
final class FoldScores {
  private final List<Scorer> members;
  private final double[] levels;

  /**
   * @param ensemble whose members have not seen some rows each
   * @param usual rows that tell the members' levels
   */
  FoldScores(Ensemble ensemble, List<Example<Event>> usual) {
    this.members = ensemble.apart().stream().map(Scorer::new).toList();
    double[][] scores =
        members.stream().map(one -> known(one.score(usual))).toArray(double[][]::new);
    double[] means =
        IntStream.range(0, usual.size())
            .mapToDouble(i -> Arrays.stream(scores).mapToDouble(of -> of[i]).sum() / scores.length)
            .toArray();
    this.levels = Arrays.stream(scores).mapToDouble(of -> medianAbove(means, of)).toArray();
  }

  private static double[] known(List<RowScore> scores) {
    return scores.stream().mapToDouble(RowScore::ofKnown).toArray();
  }

  private static double medianAbove(double[] means, double[] ofMember) {
    double[] sorted =
        IntStream.range(0, means.length)
            .mapToDouble(i -> ofMember[i] - means[i])
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
  }

  /** What a member's scores of rows are made of, in their order, not moved. */
  List<RowScore> scores(int member, List<Example<Event>> rows) {
    return members.get(member).score(rows);
  }

  /** What a member scored, moved to the level of all, {@code [scores]}. */
  double[] totals(int member, List<RowScore> scores) {
    return scores.stream().mapToDouble(row -> row.total() - levels[member]).toArray();
  }
}
