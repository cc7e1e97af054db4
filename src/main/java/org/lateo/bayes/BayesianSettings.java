package org.lateo.bayes;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.Arrays;
import org.lateo.TrainingSettings;
import org.lateo.config.Fields;
import org.lateo.nn.Activation;
import org.lateo.nn.Sizes;
import org.lateo.nn.WeightInitialiser;
import org.lateo.train.Adam;
import org.lateo.train.CosineSchedule;
import org.tribuo.Output;

/**
 * The settings of networks with Bayesian weights, whatever they predict, with defaults and bounds.
 *
 * @param <T> the type of output
 */
abstract class BayesianSettings<T extends Output<T>> extends TrainingSettings<T> {
  @Config(
      description =
          "Which weights are distributions, and how these are found: LAPLACE (the last layer's, after"
              + " ordinary training), LAST_LAYER (the same, by a bound) or MEAN_FIELD (all weights,"
              + " independent of each other, by a bound).")
  BayesianMethod method = BayesianMethod.LAPLACE;

  @Config(
      description =
          "Sizes of the hidden layers, at most "
              + Sizes.LAYERS
              + " of at most "
              + Sizes.UNITS
              + " units; none for a linear model.")
  int[] hidden = {50};

  @Config(description = "The function after each hidden layer.")
  Activation activation = Activation.RELU;

  @Config(description = "How weights, or the means of weights, start.")
  WeightInitialiser initialiser = WeightInitialiser.FAN_IN;

  @Config(
      description =
          "Standard deviation of the Gaussian prior on weights that are distributions, for"
              + " standardised features; 0 for 1 with MEAN_FIELD, else for 1/√n of the n inputs of"
              + " the last layer. For other weights there is weightPrior.")
  double prior = 0;

  @Config(
      description = "Standard deviation with which weights that are distributions start, below 1.")
  double firstDeviation = 0.03;

  @Config(
      description =
          "Weight of the weights' divergence from the prior. 1 for a bound; less predicts better at"
              + " times, but what is maximised is no bound then. Reports and early stopping are at"
              + " weight 1 always.")
  double temperature = 1;

  @Config(
      description =
          "Share of the epochs, the first ones, in which the divergence's weight rises from 0; in"
              + " [0, 1).")
  double warmUpShare = 0.2;

  @Config(
      description =
          "With MEAN_FIELD and hidden layers: draws of all weights that a prediction averages over,"
              + " at most 1000.")
  int draws = 20;

  @Config(
      description =
          "Networks, each trained from first weights of its own, whose predictions are mixed, at most"
              + " 100.")
  int members = 1;

  /** Training as suits small tables. */
  BayesianSettings() {
    optimiser = new Adam(0.005);
    schedule = new CosineSchedule();
    epochs = 200;
    batchSize = 32;
    weightPrior = 1;
  }

  /** Refuses values outside their bounds. */
  final void requireNetwork() {
    requireTraining();
    Sizes.requireLayersField("hidden", hidden);
    Fields.require(prior >= 0 && prior <= 1e6, "prior", "0 to 1e6", prior);
    boolean narrow = firstDeviation > 1e-6 && firstDeviation < 1;
    Fields.require(narrow, "firstDeviation", "above 1e-6, below 1", firstDeviation);
    Fields.require(temperature > 0 && temperature <= 1e6, "temperature", "above 0", temperature);
    Fields.requireShare("warmUpShare", warmUpShare);
    Sizes.requireField("draws", NetworkShape.MOST_DRAWS, draws);
    Sizes.requireField("members", NetworkShape.MOST_MEMBERS, members);
    long components = (long) draws * members;
    boolean few = components <= NetworkShape.MOST_COMPONENTS;
    Fields.require(few, "draws", "at most 10000 in all members", components);
  }

  /**
   * The shape of a network, or of an ensemble.
   *
   * @param ofDraws the seed of the draws that predictions average over
   */
  final NetworkShape shape(int networks, long ofDraws) {
    return new NetworkShape(
        method,
        Arrays.stream(hidden).boxed().toList(),
        activation,
        initialiser,
        prior,
        firstDeviation,
        draws,
        networks,
        ofDraws);
  }

  /** The epochs in which the divergence's weight rises. */
  final int warmUpEpochs() {
    return (int) Math.round(warmUpShare * options(seed).epochs());
  }
}
