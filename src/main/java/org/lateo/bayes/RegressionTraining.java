package org.lateo.bayes;

import java.util.Optional;
import org.lateo.graph.Input;
import org.lateo.graph.RowSource;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Definition;
import org.lateo.objective.Loss;
import org.lateo.rows.PreparedRows;
import org.tribuo.Dataset;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;

/** The networks of a regression, all of the same rows. */
final class RegressionTraining implements EnsembleTraining.Members<BayesianRegressionModel> {
  private final BayesianRegressionSettings settings;
  private final long seed;
  private final Dataset<Regressor> examples;
  private final PreparedRows rows;
  private final TargetColumns targets;
  private final Scaling scaling;
  private final Input target;
  private final BayesianRegression network;
  private final Optional<LaplacePosterior> posterior;

  /**
   * @param seed of the draws of predictions
   * @throws IllegalArgumentException if LAPLACE is to learn the noise and no held-out row counts
   */
  RegressionTraining(
      BayesianRegressionSettings settings,
      long seed,
      Dataset<Regressor> examples,
      TargetColumns targets,
      PreparedRows rows) {
    this.settings = settings;
    this.seed = seed;
    this.examples = examples;
    this.rows = rows;
    this.targets = targets;
    this.scaling = targets.scaling(rows.split().training(), rows.table());
    this.target = BayesianRegression.targets(scaling.columns());
    this.network = definition(1).connect(BayesianRegression.class);
    this.posterior =
        Optional.of(settings.method)
            .filter(method -> method == BayesianMethod.LAPLACE)
            .map(method -> new LaplacePosterior(network, rows, targets));
  }

  private Definition<BayesianRegressionArchitecture> definition(int members) {
    return rows.definition(settings.architecture(scaling, members, seed), seed);
  }

  @Override
  public Class<BayesianRegressionModel> kind() {
    return BayesianRegressionModel.class;
  }

  @Override
  public BayesianRegression network() {
    return network;
  }

  @Override
  public Input target() {
    return target;
  }

  @Override
  public RowSource targets() {
    return targets.scaled(scaling);
  }

  @Override
  public Loss loss() {
    return network.loss(target, settings.temperature, settings.warmUpEpochs(), settings.dropout);
  }

  @Override
  public float[] finished(float[] trained) {
    return posterior.map(closed -> closed.of(trained)).orElse(trained);
  }

  @Override
  public BayesianRegressionModel model(int members, float[] values, ModelProvenance provenance) {
    return new BayesianRegressionModel(
        "bayesian-regression",
        provenance,
        rows.features(),
        examples.getOutputIDInfo(),
        definition(members).with(values));
  }

  @Override
  public float[] values(BayesianRegressionModel ensemble) {
    return ensemble.definition().parameters();
  }
}
