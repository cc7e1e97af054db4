package org.lateo.train;

/**
 * Is told the progress of training. Its methods are called by the training thread between steps.
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

  /** Called after a step of an epoch (from 1) in which {@code rows} of {@code total} are done. */
  default void onStep(int epoch, int rows, int total) {}

  /** Called when a training of several parts goes on to another, or has a result of one. */
  default void onStage(String stage) {}

  /** Called after each epoch. */
  void onEpoch(EpochReport report);
}
