package org.lateo.anomaly;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.lateo.math.Ranking;
import org.tribuo.Prediction;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * How well scores tell anomalous rows from expected ones, and whether p-values are what they say.
 */
public final class AnomalyScoreEvaluation implements Evaluation<Event> {
  private static final double[] RATES = {0.01, 0.05, 0.1};

  private final List<Prediction<Event>> predictions;
  private final EvaluationProvenance provenance;
  private final CalibrationScores calibration;
  private final double[] expected;
  private final double[] anomalous;
  private final Ranking ranking;

  /**
   * @param scores of the rows, {@code [predictions]}
   * @param calibration from which p-values follow; null if there is none
   */
  AnomalyScoreEvaluation(
      List<Prediction<Event>> predictions,
      double[] scores,
      CalibrationScores calibration,
      EvaluationProvenance provenance) {
    this.predictions = List.copyOf(predictions);
    this.provenance = provenance;
    this.calibration = calibration;
    this.expected = of(EventType.EXPECTED, scores);
    this.anomalous = of(EventType.ANOMALOUS, scores);
    int unknown = scores.length - expected.length - anomalous.length;
    if (expected.length == 0 || anomalous.length == 0 || unknown > 0) {
      throw new IllegalArgumentException(
          String.format(
              "Expected rows that are EXPECTED and rows that are ANOMALOUS, found %d, %d and %d of"
                  + " unknown type",
              expected.length, anomalous.length, unknown));
    }
    this.ranking = new Ranking(expected, anomalous);
  }

  private double[] of(EventType type, double[] scores) {
    return IntStream.range(0, scores.length)
        .filter(i -> predictions.get(i).getExample().getOutput().getType() == type)
        .mapToDouble(i -> scores[i])
        .toArray();
  }

  /** The chance that an anomalous row scores below an expected one; equal scores count half. */
  public double getAUROC() {
    return ranking.auroc();
  }

  /**
   * Average precision: the mean over anomalous rows of the share of anomalies among the rows that
   * score no higher.
   */
  public double getAveragePrecision() {
    return ranking.averagePrecision();
  }

  /**
   * The share of anomalous rows that a threshold finds which alarms for at most this share of the
   * expected rows evaluated.
   */
  public double getRecall(double falseAlarmRate) {
    return ranking.recall(falseAlarmRate);
  }

  /**
   * The share of expected rows whose p-value is at most {@code rate}; it should be about {@code
   * rate}. Empty for models without p-values.
   */
  public OptionalDouble getFalseAlarmRate(double rate) {
    if (calibration == null) {
      return OptionalDouble.empty();
    }
    long alarms =
        Arrays.stream(expected).filter(s -> calibration.pValue(s) <= rate + 1e-12).count();
    return OptionalDouble.of(alarms / (double) expected.length);
  }

  /**
   * The standard deviation that {@link #getFalseAlarmRate} has by chance, over draws of calibration
   * and test rows: the root of rate (1 - rate) (1 / calibration rows + 1 / test rows).
   */
  public OptionalDouble getFalseAlarmError(double rate) {
    if (calibration == null) {
      return OptionalDouble.empty();
    }
    double rows = 1.0 / calibration.usual().length + 1.0 / expected.length;
    return OptionalDouble.of(Math.sqrt(rate * (1 - rate) * rows));
  }

  @Override
  public List<Prediction<Event>> getPredictions() {
    return predictions;
  }

  /**
   * The metrics {@code AUROC}, {@code AveragePrecision}, and for rates of 1, 5 and 10 % {@code
   * RecallAt} and, for models with p-values, {@code FalseAlarmsAt}.
   */
  @Override
  public Map<MetricID<Event>, Double> asMap() {
    Map<MetricID<Event>, Double> metrics = new LinkedHashMap<>();
    metrics.put(metric("AUROC"), getAUROC());
    metrics.put(metric("AveragePrecision"), getAveragePrecision());
    for (double rate : RATES) {
      metrics.put(metric("RecallAt" + rate), getRecall(rate));
      getFalseAlarmRate(rate).ifPresent(r -> metrics.put(metric("FalseAlarmsAt" + rate), r));
    }
    return Collections.unmodifiableMap(metrics);
  }

  private static MetricID<Event> metric(String name) {
    return new MetricID<>(MetricTarget.<Event>microAverageTarget(), name);
  }

  @Override
  public EvaluationProvenance getProvenance() {
    return provenance;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(text, "Rows", "%d expected, %d anomalous", expected.length, anomalous.length);
    line(text, "AUROC", "%.4f", getAUROC());
    line(text, "Average precision", "%.4f", getAveragePrecision());
    for (double rate : RATES) {
      line(text, "Recall", "%.4f at %.0f %% false alarms", getRecall(rate), 100 * rate);
    }
    if (calibration != null) {
      for (double rate : RATES) {
        line(
            text,
            "False alarms",
            "%.4f where %.2f is promised (by chance ± %.4f)",
            getFalseAlarmRate(rate).orElseThrow(),
            rate,
            getFalseAlarmError(rate).orElseThrow());
      }
    }
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String name, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-18s", name))
        .append(String.format(Locale.ROOT, format, values))
        .append(System.lineSeparator());
  }
}
