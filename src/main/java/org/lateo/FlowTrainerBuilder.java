package org.lateo;

import org.lateo.density.FlowKind;
import org.lateo.flow.FlowScaling;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;

/** Builds a {@link FlowTrainer}; fields that are not set have their defaults. */
public final class FlowTrainerBuilder extends TrainingBuilder<FlowTrainer, FlowTrainerBuilder> {
  FlowTrainerBuilder() {
    super(FlowTrainer::new);
  }

  /** What the layers are. */
  public FlowTrainerBuilder kind(FlowKind kind) {
    return set("kind", kind, (trainer, value) -> trainer.kind = value);
  }

  /** Layers, one after another. */
  public FlowTrainerBuilder layers(int count) {
    return set(trainer -> trainer.layers = count);
  }

  /** Sizes of the hidden layers of each layer's network; none to choose them by the columns. */
  public FlowTrainerBuilder hidden(int... sizes) {
    int[] copy = sizes.clone();
    return set(trainer -> trainer.hidden = copy);
  }

  /** The function after each hidden layer. */
  public FlowTrainerBuilder activation(Activation activation) {
    return set("activation", activation, (trainer, value) -> trainer.activation = value);
  }

  /** Of splines: the number of pieces. */
  public FlowTrainerBuilder bins(int count) {
    return set(trainer -> trainer.bins = count);
  }

  /** Of splines: scaled values beyond plus and minus this stay as they are. */
  public FlowTrainerBuilder bound(double largest) {
    return set(trainer -> trainer.bound = largest);
  }

  /** Whether a shift and scale of each column stands between layers. */
  public FlowTrainerBuilder normalised(boolean normalised) {
    return set(trainer -> trainer.normalised = normalised);
  }

  /** Whether a linear mixture of the columns stands between layers. */
  public FlowTrainerBuilder mixed(boolean mixed) {
    return set(trainer -> trainer.mixed = mixed);
  }

  /** Whether all autoregressive layers take the columns in one order. */
  public FlowTrainerBuilder sameOrder(boolean same) {
    return set(trainer -> trainer.sameOrder = same);
  }

  /** Seed of a random order of the columns; 0 for the order of their names. */
  public FlowTrainerBuilder orderSeed(long seed) {
    return set(trainer -> trainer.orderSeed = seed);
  }

  /** How raw values are scaled. */
  public FlowTrainerBuilder scaling(FlowScaling scaling) {
    return set("scaling", scaling, (trainer, value) -> trainer.scaling = value);
  }

  /** Of the logit scaling: how far 0 and 1 are kept from the ends. */
  public FlowTrainerBuilder margin(double margin) {
    return set(trainer -> trainer.margin = margin);
  }

  /** How the weights of hidden layers start. */
  public FlowTrainerBuilder initialiser(WeightInitialiser initialiser) {
    return set("initialiser", initialiser, (trainer, value) -> trainer.initialiser = value);
  }

  /** Noise that training adds to values, in standard deviations of each column; 0 for none. */
  public FlowTrainerBuilder jitter(double deviation) {
    return set(trainer -> trainer.jitter = deviation);
  }
}
