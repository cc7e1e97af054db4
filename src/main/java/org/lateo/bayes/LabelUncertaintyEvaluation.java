package org.lateo.bayes;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.math.Ranking;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * How good the probabilities of labels are. The calibration error is the mean over bins of rows,
 * weighted by their numbers, of how far the share of right predictions is off the mean probability
 * of what was predicted.
 *
 * <p>See:
 *
 * <pre>
 * Guo C, Pleiss G, Sun Y, Weinberger KQ.
 * "On Calibration of Modern Neural Networks"
 * ICML 2017.
 * </pre>
 */
public final class LabelUncertaintyEvaluation implements Evaluation<Label> {
  /** The number of bins of a calibration error. */
  public static final int BINS = 15;

  private final List<Prediction<Label>> predictions;
  private final EvaluationProvenance provenance;
  private final double[] confidence;
  private final boolean[] right;

  LabelUncertaintyEvaluation(List<Prediction<Label>> predictions, EvaluationProvenance provenance) {
    this.predictions = List.copyOf(predictions);
    this.provenance = provenance;
    this.confidence =
        predictions.stream()
            .mapToDouble(p -> p.getOutputScores().get(p.getOutput().getLabel()).getScore())
            .toArray();
    this.right = new boolean[confidence.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = predictions.get(i).getOutput().getLabel().equals(observed(i));
    }
  }

  private String observed(int row) {
    return predictions.get(row).getExample().getOutput().getLabel();
  }

  private static double probability(Prediction<Label> prediction, String label) {
    Label score = prediction.getOutputScores().get(label);
    return score == null ? 0 : score.getScore();
  }

  /** The mean log-probability of the observed labels, in nats; that of a label not known is -87. */
  public double logLikelihood() {
    return IntStream.range(0, right.length)
        .mapToDouble(i -> probability(predictions.get(i), observed(i)))
        .map(p -> StrictMath.log(Math.max(p, Float.MIN_NORMAL)))
        .average()
        .orElseThrow();
  }

  /** The share of rows whose most probable label is the observed one. */
  public double accuracy() {
    return IntStream.range(0, right.length).filter(i -> right[i]).count() / (double) right.length;
  }

  /**
   * The mean over rows of the squared distance between the probabilities and the observed label's,
   * which are 1 for it and 0 for all others, summed over labels: 0 at best, 2 at worst.
   */
  public double brier() {
    return IntStream.range(0, right.length).mapToDouble(this::brier).average().orElseThrow();
  }

  private double brier(int row) {
    double sum = 1 - 2 * probability(predictions.get(row), observed(row));
    for (Label label : predictions.get(row).getOutputScores().values()) {
      sum += label.getScore() * label.getScore();
    }
    return sum;
  }

  /** The expected calibration error with {@value #BINS} bins of equal width in [0, 1]. */
  public double calibrationError() {
    int[] bins =
        Arrays.stream(confidence).mapToInt(p -> Math.min(BINS - 1, (int) (p * BINS))).toArray();
    return calibrationError(bins);
  }

  /** The same with {@value #BINS} bins of as many rows each, by ascending probability. */
  public double calibrationErrorOfEqualMass() {
    int[] order =
        IntStream.range(0, confidence.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> confidence[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] bins = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      bins[order[i]] = (int) ((long) i * BINS / order.length);
    }
    return calibrationError(bins);
  }

  private double calibrationError(int... bins) {
    double[] off = new double[BINS];
    for (int i = 0; i < bins.length; i++) {
      off[bins[i]] += (right[i] ? 1 : 0) - confidence[i];
    }
    return Arrays.stream(off).map(Math::abs).sum() / bins.length;
  }

  /**
   * How well the entropy of the probabilities tells wrong predictions from right ones: the chance
   * that it is larger for a wrong one; equal ones count half. NaN if none is wrong, or none right.
   */
  public double errorAUROC() {
    double[] entropies = predictions.stream().mapToDouble(p -> entropy(p)).toArray();
    double[] wrong = where(entropies, false);
    double[] correct = where(entropies, true);
    return wrong.length == 0 || correct.length == 0 ? Double.NaN : auroc(wrong, correct);
  }

  private double[] where(double[] values, boolean wanted) {
    return IntStream.range(0, values.length)
        .filter(i -> right[i] == wanted)
        .mapToDouble(i -> values[i])
        .toArray();
  }

  private static double entropy(Prediction<Label> prediction) {
    return prediction.getOutputScores().values().stream()
        .mapToDouble(Label::getScore)
        .filter(p -> p > 0)
        .map(p -> -p * StrictMath.log(p))
        .sum();
  }

  /** The chance that a number is larger for the first kind; equal ones count half. */
  static double auroc(double[] first, double[] second) {
    if (first.length == 0 || second.length == 0) {
      throw new IllegalArgumentException(
          "Expected rows of both kinds, found " + first.length + " and " + second.length);
    }
    return new Ranking(first, second).auroc();
  }

  /**
   * The metrics {@code LogLikelihood}, {@code Accuracy}, {@code Brier}, {@code CalibrationError},
   * {@code CalibrationErrorOfEqualMass} and {@code ErrorAUROC}.
   */
  @Override
  public Map<MetricID<Label>, Double> asMap() {
    Map<MetricID<Label>, Double> metrics = new LinkedHashMap<>();
    metrics.put(metric("LogLikelihood"), logLikelihood());
    metrics.put(metric("Accuracy"), accuracy());
    metrics.put(metric("Brier"), brier());
    metrics.put(metric("CalibrationError"), calibrationError());
    metrics.put(metric("CalibrationErrorOfEqualMass"), calibrationErrorOfEqualMass());
    metrics.put(metric("ErrorAUROC"), errorAUROC());
    return metrics;
  }

  private static MetricID<Label> metric(String name) {
    return new MetricID<>(MetricTarget.<Label>microAverageTarget(), name);
  }

  @Override
  public List<Prediction<Label>> getPredictions() {
    return predictions;
  }

  @Override
  public EvaluationProvenance getProvenance() {
    return provenance;
  }

  @Override
  public String toString() {
    double auroc = errorAUROC();
    String ofErrors = ", AUROC of entropy against errors %.4f";
    return String.format(
        Locale.ROOT,
        "%d rows: log-likelihood %.4f, accuracy %.4f, Brier %.4f, calibration error %.4f (equal mass"
            + " %.4f)"
            + (Double.isNaN(auroc) ? "" : ofErrors),
        right.length,
        logLikelihood(),
        accuracy(),
        brier(),
        calibrationError(),
        calibrationErrorOfEqualMass(),
        auroc);
  }
}
