package org.lateo.bayes;

import java.util.List;
import org.lateo.config.Fields;
import org.lateo.nn.Activation;
import org.lateo.nn.Sizes;
import org.lateo.nn.WeightInitialiser;

/**
 * The shape of a {@link BayesianNetwork}, whatever it predicts.
 *
 * @param hidden sizes of the hidden layers; none for a linear model
 * @param activation the function after each hidden layer
 * @param weights how weights, or the means of weights, start
 * @param scaling what centred features are divided by
 * @param prior the standard deviation of the prior; 0 for 1 with MEAN_FIELD, and for the others for
 *     1/√(n + 1) of the last layer's n inputs, so that the bias counts as one of them
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
    FeatureScaling scaling,
    double prior,
    double firstDeviation,
    int draws,
    int members,
    long seed) {
  /** What settings start from; the seed is that of draws, which settings do not have. */
  static final NetworkShape DEFAULT =
      new NetworkShape(
          BayesianMethod.LAPLACE,
          List.of(50),
          Activation.RELU,
          WeightInitialiser.FAN_IN,
          FeatureScaling.STANDARD,
          0,
          0.03,
          20,
          1,
          1);

  /** The most draws of a member's weights in a prediction. */
  static final int MOST_DRAWS = 1000;

  /** The most members of an ensemble. */
  static final int MOST_MEMBERS = 100;

  /**
   * The most draws of all members together, each of which is a part of the program that predicts.
   */
  static final int MOST_COMPONENTS = 10_000;

  /** With MEAN_FIELD, the most layers in all draws of all members. */
  static final int MOST_DRAWN_LAYERS = 10_000;

  /** The widest deviation of a prior, and the heaviest divergence. */
  static final double MOST = 1e6;

  /** At least so many matrices of pairs of inputs are held at a time, in double. */
  private static final long PAIRED_MATRICES = 4;

  private static final double LEAST_DEVIATION = 1e-6;

  /** Refuses with {@link IllegalArgumentException} what is outside of its bounds. */
  NetworkShape {
    hidden = List.copyOf(hidden);
    int[] sizes = sizes(hidden);
    Fields.asArguments(() -> requireFields(method, sizes, prior, firstDeviation, draws, members));
  }

  /**
   * Refuses fields outside of their bounds.
   *
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException naming the field
   */
  static void requireFields(
      BayesianMethod method,
      int[] hidden,
      double prior,
      double firstDeviation,
      int draws,
      int members) {
    Sizes.requireLayersField("hidden", hidden);
    requireUpToMost("prior", prior);
    Fields.require(
        firstDeviation > LEAST_DEVIATION && firstDeviation < 1,
        "firstDeviation",
        "above " + LEAST_DEVIATION + ", below 1",
        firstDeviation);
    Sizes.requireField("draws", MOST_DRAWS, draws);
    Sizes.requireField("members", MOST_MEMBERS, members);
    Fields.require(
        (long) draws * members <= MOST_COMPONENTS,
        "draws",
        "at most " + MOST_COMPONENTS + " in all members",
        (long) draws * members);
    long layers = (long) draws * members * (hidden.length + 1);
    Fields.require(
        method != BayesianMethod.MEAN_FIELD || layers <= MOST_DRAWN_LAYERS,
        "draws",
        "at most " + MOST_DRAWN_LAYERS + " layers in the draws of all members with MEAN_FIELD",
        layers);
  }

  /**
   * Refuses a last layer of so many inputs that matrices of all pairs of them cannot be held.
   *
   * @param columns of rows, which are the inputs where there are no hidden layers
   * @throws IllegalArgumentException saying how large they are
   */
  static void requireRoom(BayesianMethod method, int[] hidden, int columns) {
    long n = 1L + (hidden.length == 0 ? columns : hidden[hidden.length - 1]);
    long bytes = PAIRED_MATRICES * Double.BYTES * n * n;
    long most = Runtime.getRuntime().maxMemory();
    if (method != BayesianMethod.MEAN_FIELD && (bytes > most || n * n > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected fewer inputs of the last layer for %s, which holds matrices [%d, %d] of"
                  + " them, about %d MB of %d MB of memory; have hidden layers, leave features out,"
                  + " or take MEAN_FIELD",
              method, n, n, bytes >> 20, most >> 20));
    }
  }

  /** Refuses a field below 0 or above {@link #MOST}. */
  static void requireUpToMost(String field, double found) {
    Fields.require(found >= 0 && found <= MOST, field, "0 to " + MOST, found);
  }

  /**
   * The standard deviation of the prior of a layer's weights.
   *
   * @param inputs of the layer, its bias not counted
   */
  double prior(int inputs) {
    double byMethod = method == BayesianMethod.MEAN_FIELD ? 1 : 1 / Math.sqrt(inputs + 1.0);
    return prior > 0 ? prior : byMethod;
  }

  /** Sizes of the hidden layers, a new array. */
  int[] sizes() {
    return sizes(hidden);
  }

  private static int[] sizes(List<Integer> hidden) {
    return hidden.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What the names of a member's parameters begin with. */
  String prefix(int member) {
    return members == 1 ? "" : member + ".";
  }
}
