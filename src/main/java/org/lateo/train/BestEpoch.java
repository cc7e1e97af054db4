package org.lateo.train;

/**
 * The epoch with the highest watched bound so far, its parameters, and whether patience is at an
 * end.
 *
 * <p>Only bounds of the same stage are compared, and bounds in a warm-up are not: until the first
 * epoch counts, the latest epoch is the best.
 */
final class BestEpoch {
  private final EarlyStopping stopping;
  private final float[] parameters;
  private int warmUp;
  private double best;
  private int epoch;
  private double counted;
  private int countedEpoch;

  /**
   * @param warmUp the last epoch of the warm-up, which does not count; 0 without a warm-up
   * @param from the state to continue
   */
  BestEpoch(EarlyStopping stopping, int warmUp, TrainingState.Best from) {
    this.stopping = stopping;
    this.warmUp = warmUp;
    this.parameters = from.parameters().clone();
    this.epoch = from.epoch();
    this.best = from.value();
    this.counted = from.counted();
    this.countedEpoch = from.countedEpoch();
  }

  TrainingState.Best state() {
    return new TrainingState.Best(parameters, epoch, best, counted, countedEpoch);
  }

  /** Takes an epoch that is done, with its watched bound and its parameters. */
  void offer(int done, double watched, float[] values) {
    boolean counts = done > warmUp && !Double.isNaN(watched);
    if (counts ? watched > best : !hasCounted()) {
      best = counts ? watched : best;
      epoch = done;
      System.arraycopy(values, 0, parameters, 0, parameters.length);
    }
    if (done <= warmUp) {
      countedEpoch = done;
    } else if (watched > counted + stopping.minimumImprovement()) {
      counted = watched;
      countedEpoch = done;
    }
  }

  /**
   * Whether {@code best} is known: an epoch has counted, or the bound at the start of the stage.
   */
  boolean hasCounted() {
    return best > Double.NEGATIVE_INFINITY;
  }

  /**
   * Begins a stage, in which another bound is watched, after epoch {@code done}; patience begins
   * anew.
   *
   * @param lastOfWarmUp the last epoch of the stage's warm-up, which does not count
   * @param start that bound of the best parameters so far, which a later epoch must exceed; minus
   *     infinity if it is not known
   */
  void beginStage(int done, int lastOfWarmUp, double start) {
    warmUp = lastOfWarmUp;
    best = start;
    counted = start;
    countedEpoch = done;
  }

  /** Whether training should stop after epoch {@code done}, since patience is at an end. */
  boolean isEnough(int done) {
    return stopping.patience() > 0 && done - countedEpoch >= stopping.patience();
  }

  /** The number of the best epoch, from 1; 0 if none is done. */
  int epoch() {
    return epoch;
  }

  /** The best epoch's parameters, not a copy; the first values if no epoch is done. */
  float[] parameters() {
    return parameters;
  }
}
