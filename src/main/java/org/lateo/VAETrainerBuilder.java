package org.lateo;

import org.lateo.latent.PointPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.likelihood.Likelihood;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;
import org.lateo.objective.Objective;
import org.lateo.objective.Reconstruction;

/** Builds a {@link VAETrainer}; fields that are not set have their defaults. */
public final class VAETrainerBuilder extends TrainingBuilder<VAETrainer, VAETrainerBuilder> {
  VAETrainerBuilder() {
    super(VAETrainer::new);
  }

  /**
   * Sizes of the encoder's hidden layers; the decoder's are the same in reverse order unless {@link
   * #decoderHidden} is set. Without sizes both are linear.
   */
  public VAETrainerBuilder hidden(int... sizes) {
    int[] copy = sizes.clone();
    return set(trainer -> trainer.hidden = copy);
  }

  /** Sizes of the decoder's hidden layers, if they are not the encoder's in reverse order. */
  public VAETrainerBuilder decoderHidden(int... sizes) {
    int[] copy = sizes.clone();
    return set(trainer -> trainer.decoderHidden = copy);
  }

  /** The function after each hidden layer. */
  public VAETrainerBuilder activation(Activation activation) {
    return set("activation", activation, (trainer, value) -> trainer.activation = value);
  }

  /** Whether each hidden layer is multiplied by a gate, a sigmoid layer of its own. */
  public VAETrainerBuilder gated(boolean gated) {
    return set(trainer -> trainer.gated = gated);
  }

  /** Whether the decoder's weights are the encoder's transposed, for the posterior point. */
  public VAETrainerBuilder tied(boolean tied) {
    return set(trainer -> trainer.tied = tied);
  }

  /**
   * Whether the weights of p(x|z) are distributions, learned by a bound with them, see {@link
   * org.lateo.model.VAEArchitecture#withBayesianDecoder}.
   */
  public VAETrainerBuilder bayesianDecoder(boolean bayesian) {
    return set(trainer -> trainer.bayesianDecoder = bayesian);
  }

  /** Standard deviation of the prior of these weights; 0 for that of each layer's width. */
  public VAETrainerBuilder decoderPrior(double deviation) {
    return set(trainer -> trainer.decoderPrior = deviation);
  }

  /**
   * Makes it a plain autoencoder, with no prior. Codes are any numbers, but lie between 0 and 1 if
   * the objective is sparse by KL or contractive; if it is contractive, the encoder has no hidden
   * layers.
   */
  public VAETrainerBuilder autoencoder(Reconstruction objective) {
    boolean oneLayer = objective.needsOneLayer();
    boolean unit = oneLayer || objective.needsUnitCode();
    posterior(new PointPosterior(unit ? Activation.SIGMOID : Activation.IDENTITY));
    prior(new StandardNormalPrior());
    return (oneLayer ? hidden() : this).objective(objective);
  }

  /** Dimensions of the latent code. */
  public VAETrainerBuilder latent(int dimensions) {
    return set(trainer -> trainer.latent = dimensions);
  }

  /** The family of q(z|x). */
  public VAETrainerBuilder posterior(Posterior posterior) {
    return set("posterior", posterior, (trainer, value) -> trainer.posterior = value);
  }

  /** The family of p(z). */
  public VAETrainerBuilder prior(Prior prior) {
    return set("prior", prior, (trainer, value) -> trainer.prior = value);
  }

  /** The family of p(x|z); null to choose it from the data. */
  public VAETrainerBuilder likelihood(Likelihood likelihood) {
    return set(trainer -> trainer.likelihood = likelihood);
  }

  /**
   * The likelihood of columns that are numbers, where the likelihood is not given and not all
   * values lie in [0, 1]; not a mixture.
   */
  public VAETrainerBuilder numbers(Likelihood likelihood) {
    return set("numbers", likelihood, (trainer, value) -> trainer.numbers = value);
  }

  /**
   * Features that are missing, not zero, if they are absent.
   *
   * @param patterns regular expressions, one of which must match the whole name of the feature, or
   *     the field of {@code field@value}; {@code .*} for all features
   */
  public VAETrainerBuilder missing(String... patterns) {
    String[] copy = patterns.clone();
    return set(trainer -> trainer.missing = copy);
  }

  /** What training maximises. */
  public VAETrainerBuilder objective(Objective objective) {
    return set("objective", objective, (trainer, value) -> trainer.objective = value);
  }

  /** What the last epochs maximise instead of the objective. */
  public VAETrainerBuilder refinement(Objective refinement) {
    return set("refinement", refinement, (trainer, value) -> trainer.refinement = value);
  }

  /** Share of the epochs, at the end, that maximise the refinement if it is set. */
  public VAETrainerBuilder refinementShare(double share) {
    return set(trainer -> trainer.refinementShare = share);
  }

  /** How weight matrices start. */
  public VAETrainerBuilder initialiser(WeightInitialiser initialiser) {
    return set("initialiser", initialiser, (trainer, value) -> trainer.initialiser = value);
  }

  /** Noise that training adds to values, in standard deviations of each column; 0 for none. */
  public VAETrainerBuilder jitter(double deviation) {
    return set(trainer -> trainer.jitter = deviation);
  }
}
