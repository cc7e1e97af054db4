package org.lateo.bayes;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lateo.TrainingRun;
import org.lateo.VAEOrigin;
import org.lateo.graph.Input;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Scaling;
import org.lateo.math.RandomStream;
import org.lateo.model.Definition;
import org.lateo.rows.PreparedRows;
import org.lateo.rows.TrainingRows;
import org.lateo.train.EpochRows;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingData;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingResult;
import org.tribuo.Dataset;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.regression.Regressor;

/**
 * One training, from rows to a model: a network, or the members of an ensemble one after another on
 * the same rows, each from a seed of its own. If it is stopped, the ensemble has the members so
 * far.
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
    Members members = new Members(examples, rows, targets, source);
    TrainedPart<BayesianRegressionModel> last = null;
    for (int k = 0; k < settings.members && (last == null || last.stop().isEmpty()); k++) {
      if (settings.members > 1) {
        listener.onStage("member " + (k + 1));
      }
      last = members.train(k);
    }
    return last.finished(last.model());
  }

  /** The members that are trained so far. */
  private final class Members {
    private final Dataset<Regressor> examples;
    private final PreparedRows rows;
    private final TargetColumns targets;
    private final VAEOrigin source;
    private final Scaling scaling;
    private final Definition<BayesianRegressionArchitecture> untrained;
    private final BayesianRegression network;
    private final List<float[]> trained = new ArrayList<>();

    Members(
        Dataset<Regressor> examples, PreparedRows rows, TargetColumns targets, VAEOrigin source) {
      this.examples = examples;
      this.rows = rows;
      this.targets = targets;
      this.source = source;
      this.scaling = targets.scaling(rows.split().training(), rows.table());
      this.untrained = rows.definition(settings.architecture(scaling, 1, seed), seed);
      this.network = untrained.connect(BayesianRegression.class);
    }

    TrainedPart<BayesianRegressionModel> train(int k) {
      Supplier<BayesianRegressionModel> training = () -> model(k);
      return settings.members == 1
          ? TrainedPart.of(BayesianRegressionModel.class, training)
          : TrainedPart.of("member " + (k + 1), BayesianRegressionModel.class, training);
    }

    private BayesianRegressionModel model(int k) {
      long own = RandomStream.of(seed, "member").at(k).key();
      Input y = BayesianRegression.targets(scaling.columns());
      TrainingData data =
          new TrainingData(
              Map.of(network.features(), rows.table(), y, targets.scaled(scaling)),
              rows.table(),
              rows.split(),
              EpochRows.shuffled(rows.split(), own));
      return new TrainingRun(settings, own, listener)
          .run(
              network,
              network.loss(y, settings.temperature, settings.warmUpEpochs()),
              Optional.empty(),
              network.layout().initialise(own),
              data,
              source,
              this::withMember);
    }

    /** The model of the members so far and of this one. */
    private BayesianRegressionModel withMember(float[] values, TrainingResult result) {
      boolean closed = settings.method == BayesianMethod.LAPLACE;
      trained.add(
          closed ? new LaplacePosterior(network, rows, targets).of(values) : values.clone());
      Definition<BayesianRegressionArchitecture> ensemble =
          rows.definition(settings.architecture(scaling, trained.size(), seed), seed)
              .with(joined());
      return new BayesianRegressionModel(
          "bayesian-regression",
          source.provenance(BayesianRegressionModel.class, result),
          rows.features(),
          examples.getOutputIDInfo(),
          ensemble);
    }

    private float[] joined() {
      int length = network.layout().size();
      float[] all = new float[trained.size() * length];
      for (int k = 0; k < trained.size(); k++) {
        System.arraycopy(trained.get(k), 0, all, k * length, length);
      }
      return all;
    }
  }
}
