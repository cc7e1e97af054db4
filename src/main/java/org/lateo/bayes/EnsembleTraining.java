package org.lateo.bayes;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lateo.TrainingRun;
import org.lateo.VAEOrigin;
import org.lateo.math.RandomStream;
import org.lateo.train.TrainedPart;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Model;
import org.tribuo.provenance.ModelProvenance;

/**
 * Trains a network, or the members of an ensemble one after another on the same rows, each from a
 * seed of its own. If it is stopped, the ensemble has the members that came to their end; if none
 * did, the first as it stands.
 *
 * @param seed seed of everything random
 */
record EnsembleTraining(BayesianSettings<?> settings, long seed, TrainingListener listener) {
  /**
   * What the members are of.
   *
   * @param <M> the ensemble's model
   */
  interface Members<M extends Model<?>> {
    /** The class of the ensemble's model. */
    Class<M> kind();

    /**
     * Trains a network.
     *
     * @param run the training, whose seed is the network's own
     * @param before the flat buffer of the members before it, one after another
     * @return the model of these and of it
     * @throws TrainingStoppedException if it is stopped; it holds the model
     */
    M train(TrainingRun run, float[] before);

    /** The flat buffer of a model's members, one after another. */
    float[] values(M ensemble);

    /** The same model with another provenance. */
    M with(M ensemble, ModelProvenance provenance);
  }

  /**
   * Trains.
   *
   * @throws TrainingStoppedException if it is stopped; the exception holds the model
   */
  <M extends Model<?>> M train(Members<M> members) {
    TrainedPart<M> ensemble = member(0, members, new float[0]);
    for (int k = 1; k < settings.members && ensemble.stop().isEmpty(); k++) {
      M before = ensemble.model();
      TrainedPart<M> longer = member(k, members, members.values(before));
      ensemble = longer.stop().isEmpty() ? longer : without(k, before, longer.stop());
    }
    M model = ensemble.model();
    return ensemble.finished(
        ensemble.stop().isEmpty()
            ? model
            : members.with(model, provenance(model, ensemble.stop())));
  }

  private <M extends Model<?>> TrainedPart<M> member(int k, Members<M> members, float[] before) {
    long own = RandomStream.of(seed, "member").at(k).key();
    Supplier<M> training = () -> members.train(new TrainingRun(settings, own, listener), before);
    if (settings.members == 1) {
      return TrainedPart.of(members.kind(), training);
    }
    String name = "member " + (k + 1);
    listener.onStage(name);
    return TrainedPart.of(name, members.kind(), training);
  }

  private static <M> TrainedPart<M> without(
      int k, M before, Optional<TrainingStoppedException> stop) {
    String kept = k == 1 ? "the member before it is kept" : "the members before it are kept";
    return new TrainedPart<>(before, stop.map(by -> by.holding(null, kept)));
  }

  /** With the place where the training was stopped. */
  private static ModelProvenance provenance(
      Model<?> model, Optional<TrainingStoppedException> stop) {
    ModelProvenance of = model.getProvenance();
    Map<String, Provenance> run = new HashMap<>(of.getInstanceProvenance().getMap());
    return new ModelProvenance(
        of.getClassName(),
        of.getTrainingTime(),
        of.getDatasetProvenance(),
        of.getTrainerProvenance(),
        VAEOrigin.stopped(run, stop));
  }
}
