package org.lateo.semisupervised;

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
 * dimension, for sets of labels one less the Jaccard index, for labels the log-loss in nats or,
 * without probabilities, whether it errs.
 */
interface RowLoss<T extends Output<T>> {
  /** Less probability counts as this much, so that no single row decides. */
  double LEAST_PROBABILITY = 1e-6;

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
    if (first instanceof Regressor) {
      double[] variances = variances((List<Example<Regressor>>) (List<?>) rows);
      return (p, truth) -> squares((Regressor) p.getOutput(), (Regressor) truth, variances);
    } else if (first instanceof MultiLabel) {
      return (p, truth) -> jaccard((MultiLabel) p.getOutput(), (MultiLabel) truth);
    } else if (first instanceof Label) {
      return (p, truth) -> label((Prediction<Label>) p, (Label) truth);
    }
    throw new IllegalArgumentException(
        "Expected labels, sets of labels or numbers to predict, found "
            + first.getClass().getName());
  }

  private static double[] variances(List<Example<Regressor>> rows) {
    int dimensions = rows.get(0).getOutput().size();
    double[] variances = new double[dimensions];
    for (int d = 0; d < dimensions; d++) {
      int place = d;
      double mean =
          rows.stream().mapToDouble(r -> r.getOutput().getValues()[place]).average().orElseThrow();
      variances[d] =
          rows.stream()
              .mapToDouble(r -> Math.pow(r.getOutput().getValues()[place] - mean, 2))
              .average()
              .orElseThrow();
    }
    return variances;
  }

  private static double squares(Regressor predicted, Regressor truth, double[] variances) {
    double sum = 0;
    for (int d = 0; d < variances.length; d++) {
      double difference =
          predicted.getDimension(truth.getNames()[d]).orElseThrow().getValue()
              - truth.getValues()[d];
      sum += difference * difference / Math.max(variances[d], Double.MIN_NORMAL);
    }
    return sum / variances.length;
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
