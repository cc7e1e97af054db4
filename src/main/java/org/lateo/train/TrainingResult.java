package org.lateo.train;

/**
 * The end of a training run.
 *
 * @param epochs the number of epochs that were run
 * @param keptEpoch the epoch, from 1, whose parameters are kept: the best epoch if there are
 *     validation rows or training was stopped, otherwise the last one; 0 if training was stopped in
 *     the first epoch
 * @param stopped whether training was stopped before its end
 */
public record TrainingResult(int epochs, int keptEpoch, boolean stopped) {
  /** A run that was not stopped. */
  public TrainingResult(int epochs, int keptEpoch) {
    this(epochs, keptEpoch, false);
  }

  /**
   * Returns the model of the parameters that are kept.
   *
   * @throws TrainingStoppedException if training was stopped; the exception holds the model
   */
  public <M> M finished(M model) {
    if (stopped) {
      throw new TrainingStoppedException(epochs, keptEpoch, model);
    }
    return model;
  }
}
