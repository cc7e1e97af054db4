package org.lateo.train;

/** Is told how training goes. Methods are called by the training thread, between steps. */
public interface TrainingListener {
  /** A listener that does nothing. */
  TrainingListener NONE = report -> {};

  /** Training and validation rows are ready, {@code seconds} after training was asked for. */
  default void onRows(int rows, double seconds) {}

  /**
   * A step of epoch {@code epoch} (from 1) is done; {@code rows} of {@code total} have been seen.
   */
  default void onStep(int epoch, int rows, int total) {}

  /** An epoch is done. */
  void onEpoch(EpochReport report);
}
