package org.lateo.train;

import java.util.function.Supplier;

/**
 * Is told the progress of training. Its methods are called by the training thread between steps.
 * What a method throws ends training and passes to the caller; a suppressed exception names the
 * listener.
 */
public interface TrainingListener {
  /** A listener that does nothing. */
  TrainingListener NONE = report -> {};

  /**
   * Called when the rows for training and validation are ready.
   *
   * @param rows the number of rows
   * @param seconds the time it took to read them
   */
  default void onRows(int rows, double seconds) {}

  /**
   * Called before the first step of each training.
   *
   * @param first the state before the first step
   * @param training makes what tells this training from others, which takes a pass over the rows
   * @return the state to start from: the first, or one that {@link #onState} was given in an
   *     earlier run of the same training; others are refused with {@link IllegalArgumentException}
   */
  default TrainingState onStart(TrainingState first, Supplier<Fingerprint> training) {
    return first;
  }

  /**
   * Called after each step, and after those of the epoch's end, when training could be interrupted
   * and continued.
   *
   * @param state makes a copy of the state
   * @param last whether training has ended, or is being stopped
   */
  default void onState(Supplier<TrainingState> state, boolean last) {}

  /** Called after a step of an epoch (from 1) in which {@code rows} of {@code total} are done. */
  default void onStep(int epoch, int rows, int total) {}

  /** Called when a training of several parts goes on to another, or has a result of one. */
  default void onStage(String stage) {}

  /** Called after each epoch. */
  void onEpoch(EpochReport report);
}
