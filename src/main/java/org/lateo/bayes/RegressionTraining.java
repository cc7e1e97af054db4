package org.lateo.bayes;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.TrainingRun;
import org.lateo.VAEOrigin;
import org.lateo.graph.Input;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Definition;
import org.lateo.rows.PreparedRows;
import org.lateo.rows.TrainingRows;
import org.lateo.train.EpochRows;
import org.lateo.train.TrainingData;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingResult;
import org.tribuo.Dataset;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.regression.Regressor;

/**
 * One training of a regression, from rows to a model.
 *
 * @param seed seed of everything random
 */
record RegressionTraining(
    BayesianRegressionSettings settings, long seed, TrainingListener listener) {
  /**
   * Trains.
   *
   * @param trainer the trainer's provenance
   * @param run what else the model's provenance says of the run
   */
  BayesianRegressionModel run(
      Dataset<Regressor> examples, TrainerProvenance trainer, Map<String, Provenance> run) {
    TargetColumns targets = TargetColumns.of(examples);
    PreparedRows rows =
        new TrainingRun(settings, seed, listener)
            .prepare(
                () -> TrainingRows.of(examples, List.of()),
                (raw, split) -> PreparedRows.of(raw, split, columns -> new Gaussian(), 0));
    VAEOrigin source = new VAEOrigin(rows.provenance(), rows.features(), trainer, run);
    return new EnsembleTraining(settings, seed, listener)
        .train(new Members(examples, rows, targets, source));
  }

  /** Networks of the same rows. */
  private final class Members implements EnsembleTraining.Members<BayesianRegressionModel> {
    private final Dataset<Regressor> examples;
    private final PreparedRows rows;
    private final TargetColumns targets;
    private final VAEOrigin source;
    private final Scaling scaling;
    private final BayesianRegression network;
    private final Optional<LaplacePosterior> posterior;

    Members(
        Dataset<Regressor> examples, PreparedRows rows, TargetColumns targets, VAEOrigin source) {
      this.examples = examples;
      this.rows = rows;
      this.targets = targets;
      this.source = source;
      this.scaling = targets.scaling(rows.split().training(), rows.table());
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
    public BayesianRegressionModel train(TrainingRun run, float[] before) {
      Input y = BayesianRegression.targets(scaling.columns());
      TrainingData data =
          new TrainingData(
              Map.of(network.features(), rows.table(), y, targets.scaled(scaling)),
              rows.table(),
              rows.split(),
              EpochRows.shuffled(rows.split(), run.seed()));
      return run.run(
          network,
          network.loss(y, settings.temperature, settings.warmUpEpochs()),
          Optional.empty(),
          network.layout().initialise(run.seed()),
          data,
          source,
          (values, result) -> model(before, values, result));
    }

    private BayesianRegressionModel model(float[] before, float[] values, TrainingResult result) {
      float[] own = posterior.map(closed -> closed.of(values)).orElse(values);
      float[] all = Arrays.copyOf(before, before.length + own.length);
      System.arraycopy(own, 0, all, before.length, own.length);
      return new BayesianRegressionModel(
          "bayesian-regression",
          source.provenance(kind(), result),
          rows.features(),
          examples.getOutputIDInfo(),
          definition(all.length / own.length).with(all));
    }

    @Override
    public float[] values(BayesianRegressionModel ensemble) {
      return ensemble.definition().parameters();
    }

    @Override
    public BayesianRegressionModel with(
        BayesianRegressionModel ensemble, ModelProvenance provenance) {
      return ensemble.copy(ensemble.getName(), provenance);
    }
  }
}
