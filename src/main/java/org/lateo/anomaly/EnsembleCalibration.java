package org.lateo.anomaly;

import java.util.Arrays;
import java.util.List;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;

/** Calibrates an ensemble by rows that its members were not trained on. */
record EnsembleCalibration(Ensemble ensemble) {
  /** Of so many rows of each member the baseline is taken. */
  private static final int BASELINE_ROWS = 500;

  /**
   * Scores, threshold and baseline by rows that no member was trained on.
   *
   * @param rows those that are ANOMALOUS are anomalies, all others usual
   * @throws IllegalArgumentException if these do not suffice for the rule
   */
  Calibration by(Dataset<Event> rows, ThresholdRule rule) {
    double[] scores = new Scorer(ensemble).totals(rows.getData());
    CalibrationScores fresh = CalibrationScores.of(rows, scores);
    int[] usual = CalibrationPlan.rows(rows, false);
    return Calibration.of(
        fresh, rule, baseline(Arrays.stream(usual).mapToObj(rows::getExample).toList()));
  }

  /** The baseline by usual rows that no member was trained on. */
  Baseline baseline(List<Example<Event>> usual) {
    List<Example<Event>> rows = first(usual);
    return baselineOf(ensemble.apart().stream().map(one -> new Scorer(one).score(rows)).toList());
  }

  /**
   * The baseline by scores that are known.
   *
   * @param scores by each member of usual rows that it was not trained on, {@code [members][any]}
   */
  Baseline baselineOf(List<List<RowScore>> scores) {
    return Baseline.of(
        ensemble, ensemble.apart(), scores.stream().map(EnsembleCalibration::first).toList());
  }

  private static <T> List<T> first(List<T> rows) {
    return rows.subList(0, Math.min(BASELINE_ROWS, rows.size()));
  }
}
