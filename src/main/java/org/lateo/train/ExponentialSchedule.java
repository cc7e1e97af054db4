package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.config.Fields;

/** The learning rate falls by the same ratio in each step, until training ends. */
public final class ExponentialSchedule implements LearningRateSchedule {
  @Config(description = "The factor at the end, in (0, 1].")
  private double last = 0.1;

  /** To a tenth. */
  public ExponentialSchedule() {}

  /**
   * To the factor given.
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
