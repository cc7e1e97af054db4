package org.lateo.train;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A part of a larger training that has come to its end, or was stopped.
 *
 * @param model the part's model; as it stands if it was stopped
 * @param stop what stopped it
 */
public record TrainedPart<M>(M model, Optional<TrainingStoppedException> stop) {
  /**
   * Trains a part.
   *
   * @param name the part's, such as {@code the autoencoder}
   * @param kind the class of its model
   * @throws TrainingStoppedException if it is stopped and there is no model
   */
  public static <M> TrainedPart<M> of(String name, Class<? super M> kind, Supplier<M> training) {
    return of(kind, () -> TrainingStoppedException.inside(name, training));
  }

  /** As above, of a part that names itself. */
  public static <M> TrainedPart<M> of(Class<? super M> kind, Supplier<M> training) {
    try {
      return new TrainedPart<>(training.get(), Optional.empty());
    } catch (TrainingStoppedException stop) {
      @SuppressWarnings("unchecked") // What the training returns, if it is not stopped.
      M model = (M) stop.bestModel(kind).orElseThrow(() -> stop);
      return new TrainedPart<>(model, Optional.of(stop));
    }
  }

  /**
   * Returns the model of the larger training.
   *
   * @throws TrainingStoppedException if this part was stopped; the exception holds the model
   */
  public <W> W finished(W whole) {
    if (stop.isPresent()) {
      throw stop.get().holding(whole);
    }
    return whole;
  }
}
