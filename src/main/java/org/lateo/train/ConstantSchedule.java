package org.lateo.train;

/** A learning rate that does not change. */
public final class ConstantSchedule implements LearningRateSchedule {
  /** A schedule without settings. */
  public ConstantSchedule() {}

  @Override
  public double factor(double epoch, int epochs) {
    return 1;
  }
}
