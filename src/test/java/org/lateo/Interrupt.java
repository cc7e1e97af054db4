package org.lateo;

import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;

/** Interrupts the thread that trains, after a number of steps of all trainings together. */
public final class Interrupt implements TrainingListener {
  private final int last;
  private int steps;

  private Interrupt(int last) {
    this.last = last;
  }

  /** After so many steps, at least 1. */
  public static Interrupt afterSteps(int steps) {
    return new Interrupt(steps);
  }

  @Override
  public void onStep(int epoch, int rows, int total) {
    if (++steps == last) {
      Thread.currentThread().interrupt();
    }
  }

  /** The number of steps so far. */
  public int steps() {
    return steps;
  }

  @Override
  public void onEpoch(EpochReport report) {}
}
