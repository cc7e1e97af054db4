package org.lateo.bayes;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.tribuo.Prediction;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;
import org.tribuo.regression.Regressor;

/**
 * How good densities and intervals of targets are. Arrays are by dimension, in the order of {@link
 * #names}.
 */
public final class RegressionUncertaintyEvaluation implements Evaluation<Regressor> {
  private static final double[] LEVELS = {0.5, 0.9, 0.95};

  private final List<Prediction<Regressor>> predictions;
  private final List<UncertainPrediction> explained;
  private final double[] logs;
  private final EvaluationProvenance provenance;

  /** How probable a target below the observed one was, {@code [predictions, dimensions]}. */
  private final double[][] below;

  /** {@link #width} by level. */
  private final Map<Double, double[]> widths = new ConcurrentHashMap<>();

  /**
   * @param logs log-densities of the observed targets, {@code [predictions]}
   */
  RegressionUncertaintyEvaluation(
      List<Prediction<Regressor>> predictions,
      List<UncertainPrediction> explained,
      double[] logs,
      EvaluationProvenance provenance) {
    this.predictions = List.copyOf(predictions);
    this.explained = List.copyOf(explained);
    this.logs = logs.clone();
    this.provenance = provenance;
    this.below = new double[explained.size()][];
    Arrays.setAll(below, row -> explained.get(row).probabilityBelow(observed(row)));
  }

  /** The names of the dimensions, ascending. */
  public List<String> names() {
    return explained.get(0).names();
  }

  /** A number for each row and dimension. */
  private interface OfRow {
    double of(int row, int dimension);
  }

  private double[] means(OfRow number) {
    double[] means = new double[names().size()];
    for (int row = 0; row < explained.size(); row++) {
      for (int k = 0; k < means.length; k++) {
        means[k] += number.of(row, k);
      }
    }
    Arrays.setAll(means, k -> means[k] / explained.size());
    return means;
  }

  private double[] observed(int row) {
    return predictions.get(row).getExample().getOutput().getValues();
  }

  /**
   * The mean log-density of the observed targets, of all dimensions together and of the mixture
   * that the model predicts, in nats of raw units.
   */
  public double logLikelihood() {
    return Arrays.stream(logs).average().orElseThrow();
  }

  /** The root of the mean squared distance between means and observed targets. */
  public double[] rmse() {
    double[] squares =
        means(
            (row, k) -> {
              double off = observed(row)[k] - explained.get(row).mean()[k];
              return off * off;
            });
    return Arrays.stream(squares).map(Math::sqrt).toArray();
  }

  /**
   * The share of observed targets in intervals between the quantiles (1 - level) / 2 and (1 +
   * level) / 2; of a calibrated model it is the level.
   *
   * @param level in (0, 1)
   */
  public double[] coverage(double level) {
    requireLevel(level);
    double low = (1 - level) / 2;
    double high = (1 + level) / 2;
    return means((row, k) -> below[row][k] >= low && below[row][k] <= high ? 1 : 0);
  }

  /**
   * The mean width of the intervals of {@link #coverage}.
   *
   * @param level in (0, 1)
   */
  public double[] width(double level) {
    requireLevel(level);
    return widths.computeIfAbsent(level, this::meanWidth).clone();
  }

  private double[] meanWidth(double level) {
    double[][] low = quantiles((1 - level) / 2);
    double[][] high = quantiles((1 + level) / 2);
    return means((row, k) -> high[row][k] - low[row][k]);
  }

  private static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("Expected a level in (0, 1), found " + level);
    }
  }

  /** {@code [rows, dimensions]}. */
  private double[][] quantiles(double probability) {
    return explained.stream().map(row -> row.quantile(probability)).toArray(double[][]::new);
  }

  /**
   * The metrics {@code LogLikelihood}, and for each dimension {@code RMSE}, and for levels of 50,
   * 90 and 95 % {@code Coverage} and {@code Width}, as in {@code Coverage0.9(y)}.
   */
  @Override
  public Map<MetricID<Regressor>, Double> asMap() {
    Map<MetricID<Regressor>, Double> metrics = new LinkedHashMap<>();
    metrics.put(metric("LogLikelihood"), logLikelihood());
    put(metrics, "RMSE", rmse());
    for (double level : LEVELS) {
      put(metrics, "Coverage" + level, coverage(level));
      put(metrics, "Width" + level, width(level));
    }
    return metrics;
  }

  private void put(Map<MetricID<Regressor>, Double> metrics, String name, double... values) {
    for (int k = 0; k < values.length; k++) {
      metrics.put(metric(name + "(" + names().get(k) + ")"), values[k]);
    }
  }

  private static MetricID<Regressor> metric(String name) {
    return new MetricID<>(MetricTarget.<Regressor>microAverageTarget(), name);
  }

  @Override
  public List<Prediction<Regressor>> getPredictions() {
    return predictions;
  }

  @Override
  public EvaluationProvenance getProvenance() {
    return provenance;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d rows of %s: log-likelihood %.4f, RMSE %s, coverage of 90 %% intervals %s, their width %s",
        logs.length,
        String.join(", ", names()),
        logLikelihood(),
        text(rmse()),
        text(coverage(0.9)),
        text(width(0.9)));
  }

  private static String text(double[] numbers) {
    return Arrays.stream(numbers)
        .mapToObj(number -> String.format(Locale.ROOT, "%.4g", number))
        .collect(Collectors.joining(", "));
  }
}
