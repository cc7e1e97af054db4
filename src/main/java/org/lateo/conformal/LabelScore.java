package org.lateo.conformal;

import java.util.Arrays;

/** How usual a label is beside the probabilities that a model gives; higher is more usual. */
public enum LabelScore {
  /**
   * The label's probability. Of the sets with a coverage these have the fewest labels on average if
   * the probabilities are right; rows that are hard may get too few, and easy ones too many.
   *
   * <p>See:
   *
   * <pre>
   * Sadinle M, Lei J, Wasserman L.
   * "Least Ambiguous Set-Valued Classifiers With Bounded Error Levels"
   * Journal of the American Statistical Association 114, 2019.
   * </pre>
   */
  LAC,

  /**
   * Minus the probability of all labels that are at least as probable, itself among them: sets that
   * grow with how hard a row is. Nothing is drawn at random, unlike in the paper, so that a set
   * depends on model and row alone; labels are then a little more than needed.
   *
   * <p>See:
   *
   * <pre>
   * Romano Y, Sesia M, Candès E.
   * "Classification with Valid and Adaptive Coverage"
   * NeurIPS 2020.
   * </pre>
   */
  APS;

  /**
   * What probabilities of a model may be beside [0, 1], such as sums of many in single precision.
   */
  private static final double ROUNDING = 1e-3;

  /** Refuses with {@link IllegalArgumentException} what probabilities do not give. */
  void requireScores(ConformalScores scores) {
    double lowest = this == LAC ? 0 : -1;
    scores.requireWithin(lowest - ROUNDING, lowest + 1 + ROUNDING, this);
  }

  /**
   * The score of each label.
   *
   * @param probabilities of all labels, {@code [labels]}
   * @return {@code [labels]}
   */
  double[] of(double... probabilities) {
    return switch (this) {
      case LAC -> probabilities.clone();
      case APS ->
          Arrays.stream(probabilities)
              .map(own -> -Arrays.stream(probabilities).filter(other -> other >= own).sum())
              .toArray();
    };
  }
}
