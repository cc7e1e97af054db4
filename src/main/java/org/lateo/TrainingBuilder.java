package org.lateo;

import java.util.function.Supplier;
import org.lateo.train.LearningRateSchedule;
import org.lateo.train.Optimiser;

/**
 * Builds a trainer by gradients; fields that are not set have their defaults.
 *
 * @param <T> the type of trainer
 * @param <B> the builder's own type
 */
public abstract class TrainingBuilder<
        T extends TrainingSettings<?>, B extends TrainingBuilder<T, B>>
    extends CountedTrainer.Builder<T, B> {
  /**
   * A builder without settings.
   *
   * @param defaults makes a trainer with every field at its default
   */
  protected TrainingBuilder(Supplier<T> defaults) {
    super(defaults);
  }

  /** How a gradient moves the parameters. */
  public final B optimiser(Optimiser optimiser) {
    return set("optimiser", optimiser, (trainer, value) -> trainer.optimiser = value);
  }

  /** How the learning rate changes in the course of training. */
  public final B schedule(LearningRateSchedule schedule) {
    return set("schedule", schedule, (trainer, value) -> trainer.schedule = value);
  }

  /** Passes over the training rows. */
  public final B epochs(int epochs) {
    return set(trainer -> trainer.epochs = epochs);
  }

  /** Examples in a step. */
  public final B batchSize(int examples) {
    return set(trainer -> trainer.batchSize = examples);
  }

  /** Share of the rows kept for validation, in [0, 1). */
  public final B validation(double share) {
    return set(trainer -> trainer.validation = share);
  }

  /** The norm to which larger gradients of a step are clipped; 0 for no clipping. */
  public final B gradientClipping(double largestNorm) {
    return set(trainer -> trainer.gradientClipping = largestNorm);
  }

  /** Standard deviation of a Gaussian prior on weights, such as 1 for N(0, I); 0 for none. */
  public final B weightPrior(double deviation) {
    return set(trainer -> trainer.weightPrior = deviation);
  }

  /** Decay of a running average of the parameters, which the model then holds; 0 for none. */
  public final B averaging(double decay) {
    return set(trainer -> trainer.averaging = decay);
  }

  /** Epochs without a better validation bound after which training ends; 0 for never. */
  public final B patience(int epochs) {
    return set(trainer -> trainer.patience = epochs);
  }

  /** The smallest rise of the validation bound, in nats, that counts as better for patience. */
  public final B minimumImprovement(double nats) {
    return set(trainer -> trainer.minimumImprovement = nats);
  }

  /** Seed of everything random. */
  public final B seed(long seed) {
    return set(trainer -> trainer.seed = seed);
  }

  /** The number of threads; 0 for one per processor. */
  public final B threads(int threads) {
    return set(trainer -> trainer.threads = threads);
  }
}
