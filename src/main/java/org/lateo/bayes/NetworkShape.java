package org.lateo.bayes;

import java.util.List;
import org.lateo.nn.Activation;
import org.lateo.nn.Sizes;
import org.lateo.nn.WeightInitialiser;

/**
 * The shape of a {@link BayesianNetwork}, whatever it predicts.
 *
 * @param hidden sizes of the hidden layers; none for a linear model
 * @param activation the function after each hidden layer
 * @param weights how weights, or the means of weights, start
 * @param prior the standard deviation of the prior; 0 for that of the method
 * @param firstDeviation with which weights that are distributions start
 * @param draws that a prediction averages over, where hidden layers are drawn
 * @param members of the ensemble; 1 for a single network
 * @param seed of the draws
 */
record NetworkShape(
    BayesianMethod method,
    List<Integer> hidden,
    Activation activation,
    WeightInitialiser weights,
    double prior,
    double firstDeviation,
    int draws,
    int members,
    long seed) {
  /** The most draws of a member's weights in a prediction. */
  static final int MOST_DRAWS = 1000;

  /** The most members of an ensemble. */
  static final int MOST_MEMBERS = 100;

  /**
   * The most draws of all members together, each of which is a part of the program that predicts.
   */
  static final int MOST_COMPONENTS = 10_000;

  /** Refuses with {@link IllegalArgumentException} what is outside of its bounds. */
  NetworkShape {
    hidden = List.copyOf(hidden);
    Sizes.requireLayers("hidden", hidden);
    Sizes.require("draws", MOST_DRAWS, draws);
    Sizes.require("members", MOST_MEMBERS, members);
    long components = (long) draws * members;
    require(components <= MOST_COMPONENTS, "draws", "at most 10000 in all members", components);
    require(prior >= 0 && prior <= 1e6, "prior", "0 to 1e6", prior);
    boolean narrow = firstDeviation > 1e-6 && firstDeviation < 1;
    require(narrow, "firstDeviation", "above 1e-6, below 1", firstDeviation);
  }

  static void require(boolean holds, String field, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(field + ": expected " + expected + ", found " + found);
    }
  }

  /** The standard deviation of the prior of a layer's weights. */
  double prior(int inputs) {
    double byMethod = method == BayesianMethod.MEAN_FIELD ? 1 : 1 / Math.sqrt(inputs + 1.0);
    return prior > 0 ? prior : byMethod;
  }

  /** What the names of a member's parameters begin with. */
  String prefix(int member) {
    return members == 1 ? "" : member + ".";
  }
}
