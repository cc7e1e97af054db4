package org.lateo.bayes;

import java.util.Arrays;
import java.util.List;

/**
 * What a model expects of a row's label: the mean probabilities over draws of the weights and
 * members of an ensemble, and how uncertain they are and why, in nats.
 *
 * <p>The entropy of the mean probabilities has two parts, which add up: the mutual information of
 * label and weights is what is not known of the weights, and falls as more rows are trained on
 * (epistemic); the expected entropy is what would be left if they were known (aleatoric). Arrays
 * are by class, in the order of {@link #names}.
 */
public final class UncertainLabel {
  private final List<String> names;
  private final double[] probabilities;
  private final double expectedEntropy;

  /**
   * @param probabilities {@code [classes]}
   * @param expectedEntropy the mean entropy of the draws, in nats
   */
  UncertainLabel(List<String> names, double[] probabilities, double expectedEntropy) {
    this.names = names;
    this.probabilities = probabilities;
    this.expectedEntropy = expectedEntropy;
  }

  /** The classes, in the order of the output domain's ids. */
  public List<String> names() {
    return names;
  }

  /** The mean probability of each class, {@code [classes]}. */
  public double[] probabilities() {
    return probabilities.clone();
  }

  /** The most probable class. */
  public String label() {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return names.get(best);
  }

  /** The entropy of the mean probabilities: the whole uncertainty of the label, in nats. */
  public double entropy() {
    return Arrays.stream(probabilities).filter(p -> p > 0).map(p -> -p * StrictMath.log(p)).sum();
  }

  /** The part of the entropy that is due to the weights, in nats, at least 0. */
  public double mutualInformation() {
    return Math.max(0, entropy() - expectedEntropy);
  }

  /** The part of the entropy that is the labels' own, in nats. */
  public double expectedEntropy() {
    return expectedEntropy;
  }

  /**
   * The logarithm of a class's mean probability, in nats.
   *
   * @throws IllegalArgumentException if there is no such class
   */
  public double logProbability(String name) {
    int k = names.indexOf(name);
    if (k < 0) {
      throw new IllegalArgumentException("Expected a class of " + names + ", found " + name);
    }
    return StrictMath.log(Math.max(probabilities[k], Float.MIN_NORMAL));
  }

  @Override
  public String toString() {
    return String.format(
        "UncertainLabel(names=%s,probabilities=%s,expectedEntropy=%s,mutualInformation=%s)",
        names, Arrays.toString(probabilities), expectedEntropy, mutualInformation());
  }
}
