package org.lateo.logistic;

import java.util.Arrays;

/**
 * What a multinomial logistic regression minimises:
 *
 * <pre>
 * sum over rows of  - w log softmax(x W + b)[y]   +   penalty / 2  sum of W²
 * </pre>
 *
 * <p>Parameters are W, {@code [columns, classes]}, and then b, {@code [classes]}, which is free.
 *
 * @param design x, {@code [rows, columns]}
 * @param labels y, {@code [rows]}
 * @param weights w, {@code [rows]}
 * @param penalty above 0
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LogisticLoss(
    DesignMatrix design, int[] labels, double[] weights, int classes, double penalty)
    implements LBFGS.Objective {
  @Override
  public int size() {
    return (design.columns() + 1) * classes;
  }

  @Override
  public double evaluate(double[] parameters, double[] gradient) {
    int biases = design.columns() * classes;
    double sum = 0;
    for (int i = 0; i < biases; i++) {
      gradient[i] = penalty * parameters[i];
      sum += penalty / 2 * parameters[i] * parameters[i];
    }
    Arrays.fill(gradient, biases, gradient.length, 0);
    double[] offsets = offsets(design.centre(), parameters, classes);
    double[] residualSums = new double[classes];
    double[] loss = {sum};
    design.pass(
        parameters,
        classes,
        (row, scores) -> {
          add(offsets, scores);
          loss[0] += weights[row] * toResiduals(scores, labels[row], weights[row]);
          add(scores, residualSums);
        },
        gradient);
    for (int j = 0; j < design.columns(); j++) {
      for (int c = 0; c < classes; c++) {
        gradient[j * classes + c] -= design.centre()[j] * residualSums[c];
      }
    }
    System.arraycopy(residualSums, 0, gradient, biases, classes);
    return loss[0];
  }

  private static void add(double[] numbers, double[] to) {
    for (int c = 0; c < to.length; c++) {
      to[c] += numbers[c];
    }
  }

  /**
   * The log-probabilities of rows by some parameters.
   *
   * @param read is given each row's, {@code [classes]}
   */
  static void logProbabilities(
      DesignMatrix design, double[] parameters, int classes, DesignMatrix.RowTask read) {
    double[] offsets = offsets(design.centre(), parameters, classes);
    design.pass(
        parameters,
        classes,
        (row, scores) -> {
          add(offsets, scores);
          read.apply(row, logSoftmax(scores));
        },
        null);
  }

  /** The biases of rows that are not centred, {@code [classes]}: b - centre W. */
  static double[] offsets(double[] centre, double[] parameters, int classes) {
    int biases = centre.length * classes;
    double[] offsets = Arrays.copyOfRange(parameters, biases, biases + classes);
    for (int j = 0; j < centre.length; j++) {
      for (int c = 0; c < classes; c++) {
        offsets[c] -= centre[j] * parameters[j * classes + c];
      }
    }
    return offsets;
  }

  /**
   * Turns scores into probabilities less the one of the label's class, times a weight; returns the
   * loss, in nats.
   */
  private static double toResiduals(double[] scores, int label, double weight) {
    double most = largest(scores);
    double ofLabel = scores[label] - most;
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = StrictMath.exp(scores[c] - most);
      sum += scores[c];
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] = weight * (scores[c] / sum - (c == label ? 1 : 0));
    }
    return StrictMath.log(sum) - ofLabel;
  }

  private static double largest(double[] of) {
    double largest = of[0];
    for (double each : of) {
      largest = Math.max(largest, each);
    }
    return largest;
  }

  /** Log-probabilities of scores, in place. */
  static double[] logSoftmax(double[] scores) {
    double most = largest(scores);
    double sum = 0;
    for (double score : scores) {
      sum += StrictMath.exp(score - most);
    }
    double norm = most + StrictMath.log(sum);
    for (int c = 0; c < scores.length; c++) {
      scores[c] -= norm;
    }
    return scores;
  }
}
