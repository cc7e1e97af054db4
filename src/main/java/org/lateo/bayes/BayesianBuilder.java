package org.lateo.bayes;

import java.util.function.Supplier;
import org.lateo.TrainingBuilder;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;

/**
 * Builds a trainer of networks with Bayesian weights; fields that are not set have their defaults.
 *
 * @param <T> the type of trainer
 * @param <B> the builder's own type
 */
public abstract class BayesianBuilder<
        T extends BayesianSettings<?>, B extends BayesianBuilder<T, B>>
    extends TrainingBuilder<T, B> {
  BayesianBuilder(Supplier<T> defaults) {
    super(defaults);
  }

  /** Which weights are distributions, and how these are found. */
  public final B method(BayesianMethod method) {
    return set("method", method, (trainer, value) -> trainer.method = value);
  }

  /** Sizes of the hidden layers; none for a linear model. */
  public final B hidden(int... sizes) {
    int[] copy = sizes.clone();
    return set(trainer -> trainer.hidden = copy);
  }

  /** The function after each hidden layer. */
  public final B activation(Activation activation) {
    return set("activation", activation, (trainer, value) -> trainer.activation = value);
  }

  /** How weights, or the means of weights, start. */
  public final B initialiser(WeightInitialiser initialiser) {
    return set("initialiser", initialiser, (trainer, value) -> trainer.initialiser = value);
  }

  /** What centred features are divided by. */
  public final B scaling(FeatureScaling scaling) {
    return set("scaling", scaling, (trainer, value) -> trainer.scaling = value);
  }

  /** With LAPLACE: rate of dropout, whose variance the noise on hidden units has in training. */
  public final B dropout(double rate) {
    return set(trainer -> trainer.dropout = rate);
  }

  /** Standard deviation of the prior on weights that are distributions; 0 for the method's own. */
  public final B prior(double deviation) {
    return set(trainer -> trainer.prior = deviation);
  }

  /** Standard deviation with which weights that are distributions start. */
  public final B firstDeviation(double deviation) {
    return set(trainer -> trainer.firstDeviation = deviation);
  }

  /** Weight of the weights' divergence from the prior in training; 1 for a bound. */
  public final B temperature(double weight) {
    return set(trainer -> trainer.temperature = weight);
  }

  /** Share of the epochs, in [0, 1), in which the divergence's weight rises; 0 for none. */
  public final B warmUpShare(double share) {
    return set(trainer -> trainer.warmUpShare = share);
  }

  /**
   * Draws that a prediction averages over: of logits for labels with every method, and of hidden
   * layers with MEAN_FIELD; other predictions of numbers need none.
   */
  public final B draws(int count) {
    return set(trainer -> trainer.draws = count);
  }

  /** Networks whose predictions are mixed. */
  public final B members(int count) {
    return set(trainer -> trainer.members = count);
  }
}
