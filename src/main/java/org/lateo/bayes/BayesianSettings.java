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
  BayesianMethod method = NetworkShape.DEFAULT.method();

  @Config(
      description =
          "Sizes of the hidden layers, at most "
              + Sizes.LAYERS
              + " of at most "
              + Sizes.UNITS
              + " units; none for a linear model.")
  int[] hidden = NetworkShape.DEFAULT.sizes();

  @Config(description = "The function after each hidden layer.")
  Activation activation = NetworkShape.DEFAULT.activation();

  @Config(description = "How weights, or the means of weights, start.")
  WeightInitialiser initialiser = NetworkShape.DEFAULT.weights();

  @Config(
      description =
          "What centred features are divided by: STANDARD (each one's standard deviation) or RANGE"
              + " (its range, for pixels and other features of one unit).")
  FeatureScaling scaling = NetworkShape.DEFAULT.scaling();

  @Config(
      description =
          "With LAPLACE: variance of the noise that hidden units are multiplied with in training, given"
              + " as the rate of dropout of the same variance, in [0, 1).")
  double dropout = 0;

  @Config(
      description =
          "Standard deviation of the Gaussian prior on weights that are distributions, for"
              + " standardised features; 0 for 1 with MEAN_FIELD, else for 1/√(n + 1) of the last"
              + " layer's n inputs, its bias counted as one of them. LAPLACE trains with it, but the"
              + " posterior is that of another prior: of the highest evidence, or, for labels with"
              + " held-out rows, the one under which these are most probable. For other weights"
              + " there is weightPrior.")
  double prior = NetworkShape.DEFAULT.prior();

  @Config(
      description = "Standard deviation with which weights that are distributions start, below 1.")
  double firstDeviation = NetworkShape.DEFAULT.firstDeviation();

  @Config(
      description =
          "Weight of the weights' divergence from the prior in training. 1 for a bound; less predicts better at"
              + " times, but what is maximised is no bound then. Reports of training rows are at weight 1"
              + " always; held-out rows bear none of it.")
  double temperature = 1;

  @Config(
      description =
          "Share of the epochs, the first ones, in which the divergence's weight rises from 0; in"
              + " [0, 1).")
  double warmUpShare = 0.2;

  @Config(
      description =
          "Draws that a prediction averages over, of logits and, with MEAN_FIELD, of hidden layers, at"
              + " most "
              + NetworkShape.MOST_DRAWS
              + "; with MEAN_FIELD at most "
              + NetworkShape.MOST_DRAWN_LAYERS
              + " layers in the draws of all members.")
  int draws = NetworkShape.DEFAULT.draws();

  @Config(
      description =
          "Networks, each trained from first weights of its own, whose predictions are mixed, at most "
              + NetworkShape.MOST_MEMBERS
              + ".")
  int members = NetworkShape.DEFAULT.members();

  /**
   * Training as suits small tables: with as many epochs as make about 8,000 steps of 1,280 rows,
   * and steps in proportion of more or fewer.
   */
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
    NetworkShape.requireFields(method, hidden, prior, firstDeviation, draws, members);
    Fields.require(
        temperature > 0 && temperature <= NetworkShape.MOST,
        "temperature",
        "above 0, at most " + NetworkShape.MOST,
        temperature);
    Fields.require(
        !hasBound() || !optimiser.decays(),
        "optimiser",
        "one without weight decay where weights have distributions (method)",
        optimiser.getClass().getSimpleName());
    Fields.requireShare("warmUpShare", warmUpShare);
    Fields.requireShare("dropout", dropout);
    Fields.require(
        dropout == 0 || method == BayesianMethod.LAPLACE,
        "dropout",
        "0 unless the method is LAPLACE, since a bound has noise of its own",
        dropout);
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
        scaling,
        prior,
        firstDeviation,
        draws,
        networks,
        ofDraws);
  }

  /**
   * Whether training maximises a bound, {@code elbo} in an epoch's report, and no log-likelihood.
   */
  public final boolean hasBound() {
    return method != BayesianMethod.LAPLACE;
  }

  /** The epochs in which the divergence's weight rises. */
  final int warmUpEpochs() {
    return (int) Math.round(warmUpShare * epochs);
  }
}
