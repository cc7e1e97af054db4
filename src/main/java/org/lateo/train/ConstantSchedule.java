package org.lateo.train;

/** The learning rate stays as it is. */
public final class ConstantSchedule implements LearningRateSchedule {
  /** The schedule has no settings. */
  public ConstantSchedule() {}

  @Override
  public double factor(double epoch, int epochs) {
    return 1;
  }
}
