package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.config.Fields;

/** A learning rate that falls by the same ratio in each step. */
public final class ExponentialSchedule implements LearningRateSchedule {
  @Config(description = "The factor at the end, in (0, 1].")
  private double last = 0.1;

  /** A learning rate that falls to a tenth. */
  public ExponentialSchedule() {}

  /**
   * A learning rate that falls to {@code last} times its first value.
   *
   * @throws PropertyException if it is not in (0, 1]
   */
  public ExponentialSchedule(double last) {
    this.last = last;
    postConfig();
  }

  @Override
  public void postConfig() {
    Fields.require(last > 0 && last <= 1, "last", "a number in (0, 1]", last);
  }

  @Override
  public double factor(double epoch, int epochs) {
    return StrictMath.pow(last, epoch / epochs);
  }
}
