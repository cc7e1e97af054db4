package org.lateo.bayes;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.stream.IntStream;
import org.lateo.config.Fields;
import org.lateo.graph.Input;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.nn.CorrelatedDense;

/** The shape of a regression with Bayesian weights, and the scaling of its targets. */
public final class BayesianRegressionArchitecture extends BayesianArchitecture {
  @Config(description = "What is subtracted from targets, of each dimension.")
  private double[] targetShift = {0};

  @Config(description = "What targets are then divided by, of each dimension.")
  private double[] targetScale = {1};

  @Config(description = "Standard deviation of the noise, of scaled targets; 0 to learn it.")
  private double noise = 0;

  @Config(description = "The least standard deviation of noise that is learned.")
  private double noiseFloor = 1e-3;

  @Config(description = "The scale of the prior of noise that is learned; 0 for no prior.")
  private double noisePrior = 0;

  /** The defaults, as {@code config} starts from: a linear model of one dimension. */
  public BayesianRegressionArchitecture() {}

  /**
   * As the settings of that name.
   *
   * @param targets the scaling of the targets
   */
  BayesianRegressionArchitecture(
      NetworkShape shape, Scaling targets, double noise, double noiseFloor, double noisePrior) {
    super(shape);
    this.targetShift = targets.shift().clone();
    this.targetScale = targets.scale().clone();
    this.noise = noise;
    this.noiseFloor = noiseFloor;
    this.noisePrior = noisePrior;
    check();
  }

  @Override
  final BayesianRegressionArchitecture check() {
    super.check();
    int dimensions = targets().columns();
    if (dimensions == 0) {
      throw new IllegalArgumentException("targetShift: expected at least one dimension, found 0");
    }
    Fields.asArguments(() -> RegressionNoise.requireFields(noise, noiseFloor, noisePrior));
    return this;
  }

  /** The scaling of targets. */
  Scaling targets() {
    return new Scaling(targetShift, targetScale);
  }

  @Override
  public BayesianRegression connect(Scaling scaling, boolean sparse, MissingColumns missing) {
    requireComplete(missing);
    int outputs = targetShift.length;
    NetworkShape shape = shape();
    BayesianNetwork network =
        new BayesianNetwork(
            shape,
            new Input("features", scaling.columns(), sparse),
            scaling,
            outputs,
            (name, in, weights, prior, first) ->
                new CorrelatedDense(name, in, outputs, weights, prior, first));
    return new BayesianRegression(
        network,
        targets(),
        IntStream.range(0, shape.members())
            .mapToObj(shape::prefix)
            .map(name -> new RegressionNoise(name, outputs, noise, noiseFloor, noisePrior))
            .toList());
  }
}
