package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.config.Fields;

/**
 * A learning rate that rises linearly from zero, then stays.
 *
 * <p>See:
 *
 * <pre>
 * Goyal P, Dollar P, Girshick R, and others.
 * "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", section 2.2
 * arXiv:1706.02677, 2017.
 * </pre>
 */
public final class WarmUpSchedule implements LearningRateSchedule {
  @Config(description = "Epochs until the learning rate is whole; parts of one are allowed.")
  private double rise = 1;

  /** A rise in the first epoch. */
  public WarmUpSchedule() {}

  /**
   * A rise in the first {@code rise} epochs, which need not be a whole number.
   *
   * @throws PropertyException if it is not above 0
   */
  public WarmUpSchedule(double rise) {
    this.rise = rise;
    postConfig();
  }

  @Override
  public void postConfig() {
    Fields.require(rise > 0 && rise < 1e9, "rise", "a number of epochs above 0", rise);
  }

  @Override
  public double factor(double epoch, int epochs) {
    return Math.min(1, epoch / rise);
  }
}
