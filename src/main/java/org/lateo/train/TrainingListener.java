package org.lateo.train;

/** Is told how training goes. Methods are called by the training thread, between steps. */
public interface TrainingListener {
  /** A listener that does nothing. */
  TrainingListener NONE = report -> {};

  /**
   * A step of epoch {@code epoch} (from 1) is done; {@code rows} of {@code total} have been seen.
   */
  default void onStep(int epoch, int rows, int total) {}

  /** An epoch is done. */
  void onEpoch(EpochReport report);
}
