package org.lateo.bayes;

/** Builds a {@link BayesianRegressionTrainer}; fields that are not set have their defaults. */
public final class BayesianRegressionTrainerBuilder
    extends BayesianBuilder<BayesianRegressionTrainer, BayesianRegressionTrainerBuilder> {
  BayesianRegressionTrainerBuilder() {
    super(BayesianRegressionTrainer::new);
  }

  /** Standard deviation of the noise, in standard deviations of the target; 0 to learn it. */
  public BayesianRegressionTrainerBuilder noise(double deviation) {
    return set(trainer -> trainer.noise = deviation);
  }

  /** The least standard deviation of noise that is learned. */
  public BayesianRegressionTrainerBuilder noiseFloor(double deviation) {
    return set(trainer -> trainer.noiseFloor = deviation);
  }

  /** The scale of the prior of noise that is learned; 0 for no prior. */
  public BayesianRegressionTrainerBuilder noisePrior(double scale) {
    return set(trainer -> trainer.noisePrior = scale);
  }
}
