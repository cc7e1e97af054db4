package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.config.Fields;

/** A learning rate that is multiplied by a factor after each period of epochs. */
public final class StepSchedule implements LearningRateSchedule {
  @Config(description = "Epochs from one change to the next.")
  private int every = 100;

  @Config(description = "What the learning rate is multiplied by at each, in (0, 1].")
  private double factor = 0.5;

  /** A learning rate that is halved every 100 epochs. */
  public StepSchedule() {}

  /**
   * A learning rate that is multiplied by {@code factor} every {@code every} epochs.
   *
   * @throws PropertyException if a setting is refused, naming it
   */
  public StepSchedule(int every, double factor) {
    this.every = every;
    this.factor = factor;
    postConfig();
  }

  @Override
  public void postConfig() {
    Fields.require(every >= 1, "every", "at least 1 epoch", every);
    Fields.require(factor > 0 && factor <= 1, "factor", "a number in (0, 1]", factor);
  }

  @Override
  public double factor(double epoch, int epochs) {
    return StrictMath.pow(factor, Math.floor(epoch / every));
  }
}
