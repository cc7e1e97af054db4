package org.lateo.bayes;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lateo.TrainingFailedException;
import org.lateo.TrainingRun;
import org.lateo.VAEOrigin;
import org.lateo.graph.Input;
import org.lateo.graph.RowSource;
import org.lateo.likelihood.Gaussian;
import org.lateo.math.RandomStream;
import org.lateo.model.Model;
import org.lateo.objective.Loss;
import org.lateo.rows.PreparedRows;
import org.lateo.rows.TrainingRows;
import org.lateo.train.EpochRows;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingData;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingResult;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Trains a network, or the members of an ensemble one after another on the same rows, each from a
 * seed of its own. If it is stopped, the ensemble has the members that came to their end; if none
 * did, the first as it stands. If a member fails, the ensemble has those before it; if it is the
 * first, that at its best epoch before.
 *
 * @param seed seed of everything random
 * @param source where rows and settings came from
 */
record EnsembleTraining(
    BayesianSettings<?> settings,
    long seed,
    TrainingListener listener,
    PreparedRows rows,
    VAEOrigin source) {
  /**
   * Prepares rows.
   *
   * @param trainer the trainer's provenance
   * @param run what else the model's provenance says of the run
   * @throws IllegalArgumentException if the last layer has too many inputs for the method
   */
  static EnsembleTraining of(
      BayesianSettings<?> settings,
      long seed,
      TrainingListener listener,
      Dataset<?> examples,
      TrainerProvenance trainer,
      Map<String, Provenance> run) {
    PreparedRows rows =
        new TrainingRun(settings, seed, listener)
            .prepare(
                () -> TrainingRows.of(examples, List.of()),
                (raw, split) -> PreparedRows.of(raw, split, columns -> new Gaussian(), 0));
    NetworkShape.requireRoom(settings.method, settings.hidden, rows.columns().size());
    VAEOrigin source = new VAEOrigin(rows.provenance(), rows.features(), trainer, run);
    return new EnsembleTraining(settings, seed, listener, rows, source);
  }

  /**
   * What the members are of.
   *
   * @param <M> the ensemble's model
   */
  interface Members<M extends org.tribuo.Model<?>> {
    /** The class of the ensemble's model. */
    Class<M> kind();

    /** One network. */
    Model network();

    /** The input of the targets. */
    Input target();

    /** The targets. */
    RowSource targets();

    /** What a network maximises. */
    Loss loss();

    /** The flat buffer of a trained network with what is found in closed form after it. */
    float[] finished(float[] trained);

    /**
     * The ensemble's model.
     *
     * @param values the flat buffer of the members, one after another
     */
    M model(int members, float[] values, ModelProvenance provenance);

    /** The flat buffer of a model's members, one after another. */
    float[] values(M ensemble);
  }

  /**
   * Trains.
   *
   * @throws TrainingStoppedException if it is stopped; the exception holds the model
   * @throws TrainingFailedException if it becomes non-finite; the exception holds the model
   */
  <M extends org.tribuo.Model<?>> M train(Members<M> members) {
    TrainedPart<M> ensemble = member(0, members, new float[0]);
    for (int k = 1; k < settings.members && ensemble.stop().isEmpty(); k++) {
      M before = ensemble.model();
      try {
        TrainedPart<M> longer = member(k, members, members.values(before));
        ensemble = longer.stop().isEmpty() ? longer : without(k, before, longer.stop());
      } catch (TrainingFailedException e) {
        throw e.holding(before, "member " + (k + 1) + " is left out, " + kept(k));
      }
    }
    return ensemble.finished(
        ensemble.stop().isEmpty() ? ensemble.model() : stopped(members, ensemble));
  }

  /** The model of the members before and of the next one. */
  private <M extends org.tribuo.Model<?>> TrainedPart<M> member(
      int k, Members<M> members, float[] before) {
    long own = RandomStream.of(seed, "member").at(k).key();
    TrainingRun run = new TrainingRun(settings, own, listener);
    Supplier<M> training = () -> train(run, members, before);
    if (settings.members == 1) {
      return TrainedPart.of(members.kind(), training);
    }
    String name = "member " + (k + 1);
    listener.onStage(name);
    return TrainedPart.of(name, members.kind(), training);
  }

  private <M extends org.tribuo.Model<?>> M train(
      TrainingRun run, Members<M> members, float[] before) {
    Model network = members.network();
    TrainingData data =
        new TrainingData(
            Map.of(network.features(), rows.table(), members.target(), members.targets()),
            rows.table(),
            rows.split(),
            EpochRows.shuffled(rows.split(), run.seed()));
    return run.run(
        network,
        members.loss(),
        Optional.empty(),
        network.layout().initialise(run.seed()),
        data,
        source,
        (values, result) ->
            model(members, joined(before, members.finished(values)), provenance(members, result)));
  }

  private ModelProvenance provenance(Members<?> members, TrainingResult result) {
    return source.provenance(members.kind(), result);
  }

  private static float[] joined(float[] before, float[] own) {
    float[] all = Arrays.copyOf(before, before.length + own.length);
    System.arraycopy(own, 0, all, before.length, own.length);
    return all;
  }

  private static <M extends org.tribuo.Model<?>> M model(
      Members<M> members, float[] values, ModelProvenance provenance) {
    int count = values.length / members.network().layout().size();
    return members.model(count, values, provenance);
  }

  private static <M> TrainedPart<M> without(
      int k, M before, Optional<TrainingStoppedException> stop) {
    return new TrainedPart<>(before, stop.map(by -> by.holding(null, kept(k))));
  }

  private static String kept(int k) {
    return k == 1 ? "the member before it is kept" : "the members before it are kept";
  }

  /** The same model, whose provenance says where the training was stopped. */
  private static <M extends org.tribuo.Model<?>> M stopped(
      Members<M> members, TrainedPart<M> ensemble) {
    ModelProvenance of = ensemble.model().getProvenance();
    Map<String, Provenance> run = new HashMap<>(of.getInstanceProvenance().getMap());
    ModelProvenance provenance =
        new ModelProvenance(
            of.getClassName(),
            of.getTrainingTime(),
            of.getDatasetProvenance(),
            of.getTrainerProvenance(),
            VAEOrigin.stopped(run, ensemble.stop()));
    return model(members, members.values(ensemble.model()), provenance);
  }
}
