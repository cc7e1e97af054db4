package org.lateo.semisupervised;

import org.lateo.CountedTrainer;
import org.lateo.VAETrainer;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * Sets the fields of a {@link ChosenFeaturesTrainer}.
 *
 * @param <T> the type of output
 */
public final class ChosenFeaturesTrainerBuilder<T extends Output<T>>
    extends CountedTrainer.Builder<ChosenFeaturesTrainer<T>, ChosenFeaturesTrainerBuilder<T>> {
  ChosenFeaturesTrainerBuilder(Trainer<T> innerTrainer) {
    super(ChosenFeaturesTrainer::new);
    set("innerTrainer", innerTrainer, (trainer, value) -> trainer.innerTrainer = value);
  }

  /** Trains the autoencoder of the rows. */
  public ChosenFeaturesTrainerBuilder<T> encoder(VAETrainer trainer) {
    return set("encoder", trainer, (of, value) -> of.encoder = value);
  }

  /** Folds of the cross-validation, 2 or more. */
  public ChosenFeaturesTrainerBuilder<T> folds(int count) {
    return set(trainer -> trainer.folds = count);
  }

  /** By how many standard errors the best has to be better than a simpler one. */
  public ChosenFeaturesTrainerBuilder<T> errors(double count) {
    return set(trainer -> trainer.errors = count);
  }

  /** Seed by which rows are dealt to folds. */
  public ChosenFeaturesTrainerBuilder<T> seed(long seed) {
    return set(trainer -> trainer.seed = seed);
  }
}
