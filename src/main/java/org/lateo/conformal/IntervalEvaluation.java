package org.lateo.conformal;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tribuo.Dataset;
import org.tribuo.regression.Regressor;

/**
 * What intervals of a dataset's rows hold, and how wide they are.
 *
 * @param rows how many there are
 * @param coverage of each dimension, the share of targets that lie in their intervals
 * @param meanWidth of each dimension, in units of the target
 */
public record IntervalEvaluation(
    int rows, SortedMap<String, Double> coverage, SortedMap<String, Double> meanWidth) {
  /**
   * Counts, with the model's own coverage.
   *
   * @param rows that neither trained nor calibrated the model; at least one
   * @throws IllegalArgumentException if there are none, or one has the unknown output, other
   *     dimensions than the model, or a target that is not finite
   */
  public static IntervalEvaluation of(ConformalRegressionModel model, Dataset<Regressor> rows) {
    if (rows.size() == 0) {
      throw new IllegalArgumentException("Expected at least 1 row, found none");
    }
    KnownOutputs.require(rows);
    ConformalRegressionModel.requireTargets(
        model.getOutputIDInfo(), rows, KnownOutputs.numbers(rows));
    List<SortedMap<String, Interval>> intervals = model.intervals(rows.getData(), model.coverage());
    SortedMap<String, Double> held = new TreeMap<>();
    SortedMap<String, Double> width = new TreeMap<>();
    for (int r = 0; r < rows.size(); r++) {
      for (Regressor.DimensionTuple target : rows.getExample(r).getOutput()) {
        Interval own = intervals.get(r).get(target.getName());
        held.merge(target.getName(), own.contains(target.getValue()) ? 1.0 : 0, Double::sum);
        width.merge(target.getName(), own.width(), Double::sum);
      }
    }
    held.replaceAll((name, count) -> count / rows.size());
    width.replaceAll((name, sum) -> sum / rows.size());
    return new IntervalEvaluation(rows.size(), held, width);
  }
}
