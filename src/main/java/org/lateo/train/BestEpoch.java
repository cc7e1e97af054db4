package org.lateo.train;

/**
 * The best epoch so far by the bound that is watched, its parameters, and whether to go on.
 *
 * <p>Bounds of one stage are compared with each other only, and none of a warm-up with any: until
 * one counts, the latest epoch is the best.
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
   * @param warmUp the last epoch that does not count, since the objective has not its whole form; 0
   *     for none
   * @param from where it goes on from
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

  /** An epoch is done, and these are its parameters. */
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

  /** Whether any epoch has counted, or the start of a stage. */
  boolean hasCounted() {
    return best > Double.NEGATIVE_INFINITY;
  }

  /**
   * Another bound is watched after an epoch; patience begins anew.
   *
   * @param lastOfWarmUp as for the first stage
   * @param start what that bound is for the best parameters so far, which later epochs have to
   *     beat; minus infinity if any epoch does
   */
  void beginStage(int done, int lastOfWarmUp, double start) {
    warmUp = lastOfWarmUp;
    best = start;
    counted = start;
    countedEpoch = done;
  }

  /** Whether patience is at an end after an epoch. */
  boolean isEnough(int done) {
    return stopping.patience() > 0 && done - countedEpoch >= stopping.patience();
  }

  /** Its number, from 1; 0 if none is done. */
  int epoch() {
    return epoch;
  }

  /** Its parameters, the array itself; the first ones if none is done. */
  float[] parameters() {
    return parameters;
  }
}
