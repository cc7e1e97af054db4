package org.lateo.semisupervised;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tribuo.Example;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.regression.Regressor;

/**
 * How wrong a prediction is: for numbers the squared error in units of the variance of each
 * dimension, on average over the dimensions that vary, for sets of labels one less the Jaccard
 * index, for labels the log-loss in nats or, without probabilities, whether it errs.
 */
interface RowLoss<T extends Output<T>> {
  /** Less probability counts as this much, so that no single row decides. */
  double LEAST_PROBABILITY = 1e-6;

  /** The deviation of numbers, in units of their mean, that is rounding. */
  double CONSTANT = 1e-12;

  /** The loss of a prediction, 0 for the best. */
  double of(Prediction<T> prediction, T truth);

  /**
   * The loss for outputs of a type.
   *
   * @param rows at least one, by which numbers are measured
   * @throws IllegalArgumentException if there is none for the type
   */
  @SuppressWarnings("unchecked") // The type is looked at.
  static <T extends Output<T>> RowLoss<T> suiting(List<Example<T>> rows) {
    T first = rows.get(0).getOutput();
    if (first instanceof Label) { // First: the module of sets of labels may be absent.
      return (p, truth) -> label((Prediction<Label>) p, (Label) truth);
    } else if (first instanceof Regressor) {
      double[] units = units((List<Example<Regressor>>) (List<?>) rows);
      return (p, truth) -> squares((Regressor) p.getOutput(), (Regressor) truth, units);
    } else if (first instanceof MultiLabel) {
      return (p, truth) -> jaccard((MultiLabel) p.getOutput(), (MultiLabel) truth);
    }
    throw new IllegalArgumentException(
        "Expected labels, sets of labels or numbers to predict, found "
            + first.getClass().getName());
  }

  /**
   * The variance of each dimension by the number of those that vary; infinite for those that do
   * not, which tell nothing of how good a prediction is. If none varies, all have the same.
   */
  private static double[] units(List<Example<Regressor>> rows) {
    double[] variances = new double[rows.get(0).getOutput().size()];
    Arrays.setAll(variances, d -> variance(rows, d));
    long varying = Arrays.stream(variances).filter(v -> v > 0).count();
    return Arrays.stream(variances)
        .map(v -> varying == 0 ? 1 : v > 0 ? v * varying : Double.POSITIVE_INFINITY)
        .toArray();
  }

  /** 0 where a dimension is constant up to rounding. */
  private static double variance(List<Example<Regressor>> rows, int dimension) {
    double[] values =
        rows.stream().mapToDouble(r -> r.getOutput().getValues()[dimension]).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return variance > CONSTANT * CONSTANT * mean * mean ? variance : 0;
  }

  private static double squares(Regressor predicted, Regressor truth, double[] units) {
    double sum = 0;
    for (int d = 0; d < units.length; d++) {
      double difference =
          predicted.getDimension(truth.getNames()[d]).orElseThrow().getValue()
              - truth.getValues()[d];
      sum += difference * difference / units[d];
    }
    return sum;
  }

  private static double jaccard(MultiLabel predicted, MultiLabel truth) {
    Set<String> both = new HashSet<>(predicted.getNameSet());
    both.retainAll(truth.getNameSet());
    Set<String> either = new HashSet<>(predicted.getNameSet());
    either.addAll(truth.getNameSet());
    return either.isEmpty() ? 0 : 1 - (double) both.size() / either.size();
  }

  private static double label(Prediction<Label> prediction, Label truth) {
    if (!prediction.hasProbabilities()) {
      return prediction.getOutput().getLabel().equals(truth.getLabel()) ? 0 : 1;
    }
    Label scored = prediction.getOutputScores().get(truth.getLabel());
    double probability = scored == null ? 0 : scored.getScore();
    return -StrictMath.log(Math.max(LEAST_PROBABILITY, probability));
  }
}
