package org.lateo.bench;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.lateo.anomaly.AnomalyScoreEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluationUtil;

/**
 * How well a method told the anomalies of a set, and the time it took.
 *
 * @param auroc area under the ROC curve
 * @param precision average precision; NaN where it is not known
 * @param training what it took to train
 * @param scoring what it took to score
 */
record Measured(double auroc, double precision, Time training, Time scoring) {
  /** A method that was not run. */
  static final Measured NONE = new Measured(Double.NaN, Double.NaN, Time.NONE, Time.NONE);

  /** Seconds for so many rows. */
  record Time(double seconds, int rows) {
    static final Time NONE = new Time(Double.NaN, 0);
  }

  /** What was computed, and in what time. */
  record Timed<T>(T value, Time time) {
    static <T> Timed<T> of(int rows, Supplier<T> computed) {
      long start = System.nanoTime();
      T value = computed.get();
      return new Timed<>(value, new Time((System.nanoTime() - start) / 1e9, rows));
    }
  }

  /** Of an evaluation. */
  static Measured of(Time training, Timed<AnomalyScoreEvaluation> found) {
    AnomalyScoreEvaluation value = found.value();
    return new Measured(value.getAUROC(), value.getAveragePrecision(), training, found.time());
  }

  /** Trains a method on some rows of a set, standardised by them, and tests it on others. */
  static Measured of(
      OtherDetector method, AnomalySet set, List<Integer> rows, List<Integer> test, long seed) {
    AnomalySet scaled = set.standardised(rows);
    Timed<ToDoubleFunction<double[]>> trained =
        Timed.of(rows.size(), () -> method.fit(scaled.values(rows), seed));
    Timed<double[]> scores =
        Timed.of(
            test.size(),
            () -> test.stream().map(r -> scaled.rows()[r]).mapToDouble(trained.value()).toArray());
    boolean[] anomalous = scaled.labels(test);
    return new Measured(
        LabelEvaluationUtil.binaryAUCROC(anomalous, scores.value()),
        LabelEvaluationUtil.averagedPrecision(anomalous, scores.value()),
        trained.time(),
        scores.time());
  }
}
