package org.lateo.train;

import org.lateo.graph.Parameters;

/** The best epoch so far by the bound that is watched, its parameters, and whether to go on. */
final class BestEpoch {
  private final EarlyStopping stopping;
  private final int warmUp;
  private final float[] parameters;
  private double best = Double.NEGATIVE_INFINITY;
  private int epoch;
  private double counted = Double.NEGATIVE_INFINITY;
  private int countedEpoch;

  /**
   * @param warmUp the epoch that the KL warm-up ends in; patience begins there
   * @param first the parameters before the first epoch
   */
  BestEpoch(EarlyStopping stopping, int warmUp, float[] first) {
    this.stopping = stopping;
    this.warmUp = warmUp;
    this.parameters = first.clone();
  }

  /** An epoch is done, and these are its parameters. */
  void offer(int done, double watched, float[] values) {
    if (watched > best) {
      best = watched;
      epoch = done;
      System.arraycopy(values, 0, parameters, 0, parameters.length);
    }
    if (done <= warmUp || watched > counted + stopping.minimumImprovement()) {
      counted = watched;
      countedEpoch = done;
    }
  }

  /** Another bound is watched after an epoch; patience begins anew. */
  void beginStage(int done) {
    counted = Double.NEGATIVE_INFINITY;
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

  /** Writes its parameters over those of later epochs. */
  void restore(Parameters to) {
    System.arraycopy(parameters, 0, to.values(), 0, parameters.length);
    to.upload(0, parameters.length);
  }
}
