package org.lateo.bayes;

import com.oracle.labs.mlrg.olcut.config.Config;
import org.lateo.config.Fields;
import org.lateo.likelihood.Scaling;
import org.tribuo.regression.Regressor;

/** The settings of a {@code BayesianRegressionTrainer}, with defaults and bounds. */
abstract class BayesianRegressionSettings extends BayesianSettings<Regressor> {
  @Config(
      description =
          "Standard deviation of the noise, in standard deviations of the target; 0 to learn it.")
  double noise = 0;

  @Config(
      description =
          "The least standard deviation of noise that is learned, in standard deviations of the"
              + " target; above 0, below 1.")
  double noiseFloor = 1e-3;

  @Config(
      description =
          "The scale of the inverse-Wishart prior of a learned noise's variance, in variances of the"
              + " target, which keeps it from zero; 0 for no prior.")
  double noisePrior = 0.01;

  @Override
  public final void postConfig() {
    requireNetwork();
    RegressionNoise.requireFields(noise, noiseFloor, noisePrior);
    Fields.require(
        method != BayesianMethod.LAPLACE || noise > 0 || validation > 0,
        "validation",
        "a share above 0, since LAPLACE takes the noise from held-out rows unless it is given",
        validation);
  }

  /**
   * The shape of a model.
   *
   * @param targets the scaling of the targets
   */
  final BayesianRegressionArchitecture architecture(Scaling targets, int networks, long ofDraws) {
    return new BayesianRegressionArchitecture(
        shape(networks, ofDraws), targets, noise, noiseFloor, noisePrior);
  }
}
