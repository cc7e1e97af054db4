package org.lateo.app.score;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.anomaly.AnomalyExplanation.Contribution;

/**
 * The columns of the features that speak most against a row, each with the nats that it adds to the
 * score beyond what it adds in a usual row.
 */
final class ReasonColumns {
  /** How many features explain a score. */
  private static final int REASONS = 3;

  private ReasonColumns() {}

  static List<String> names() {
    return IntStream.rangeClosed(1, REASONS)
        .boxed()
        .flatMap(i -> Stream.of("reason_" + i, "nats_" + i))
        .toList();
  }

  /**
   * The cells of a row.
   *
   * @param reasons the most unusual first
   */
  static List<String> cells(List<Contribution> reasons) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < REASONS; i++) {
      cells.add(i < reasons.size() ? reasons.get(i).name() : "");
      cells.add(i < reasons.size() ? Double.toString(reasons.get(i).deviation()) : "");
    }
    return cells;
  }
}
