package org.lateo;

import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.likelihood.Likelihood;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;
import org.lateo.objective.Objective;
import org.lateo.train.Optimiser;

/** Sets the fields of a {@link VAETrainer}; what is not set stays at its default. Used once. */
public final class VAETrainerBuilder {
  private VAETrainer trainer = new VAETrainer();

  VAETrainerBuilder() {}

  /** Sizes of the encoder's hidden layers, and reversed of the decoder's; none for linear ones. */
  public VAETrainerBuilder hidden(int... sizes) {
    trainer.hidden = sizes.clone();
    return this;
  }

  /** Sizes of the decoder's hidden layers, where they are not the encoder's reversed. */
  public VAETrainerBuilder decoderHidden(int... sizes) {
    trainer.decoderHidden = sizes.clone();
    return this;
  }

  /** The function after each hidden layer. */
  public VAETrainerBuilder activation(Activation activation) {
    trainer.activation = activation;
    return this;
  }

  /** Dimensions of the latent code. */
  public VAETrainerBuilder latent(int dimensions) {
    trainer.latent = dimensions;
    return this;
  }

  /** The family of q(z|x). */
  public VAETrainerBuilder posterior(Posterior posterior) {
    trainer.posterior = posterior;
    return this;
  }

  /** The family of p(z). */
  public VAETrainerBuilder prior(Prior prior) {
    trainer.prior = prior;
    return this;
  }

  /** The family of p(x|z). */
  public VAETrainerBuilder likelihood(Likelihood likelihood) {
    trainer.likelihood = likelihood;
    return this;
  }

  /** What training maximises. */
  public VAETrainerBuilder objective(Objective objective) {
    trainer.objective = objective;
    return this;
  }

  /** How parameters follow the gradient. */
  public VAETrainerBuilder optimiser(Optimiser optimiser) {
    trainer.optimiser = optimiser;
    return this;
  }

  /** How weight matrices start. */
  public VAETrainerBuilder initialiser(WeightInitialiser initialiser) {
    trainer.initialiser = initialiser;
    return this;
  }

  /** Passes over the training rows. */
  public VAETrainerBuilder epochs(int epochs) {
    trainer.epochs = epochs;
    return this;
  }

  /** Examples a step. */
  public VAETrainerBuilder batchSize(int examples) {
    trainer.batchSize = examples;
    return this;
  }

  /** Share of the rows kept for validation, in [0, 1). */
  public VAETrainerBuilder validation(double share) {
    trainer.validation = share;
    return this;
  }

  /** Seed of everything random. */
  public VAETrainerBuilder seed(long seed) {
    trainer.seed = seed;
    return this;
  }

  /** Threads that work; 0 for one a processor. */
  public VAETrainerBuilder threads(int threads) {
    trainer.threads = threads;
    return this;
  }

  /**
   * The trainer.
   *
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a value is refused, naming it
   */
  public VAETrainer build() {
    VAETrainer built = trainer;
    trainer = null;
    built.postConfig();
    return built;
  }
}
