package org.lateo.train;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.config.Fields;

/**
 * A learning rate that falls along half a cosine until training ends, optionally after a linear
 * rise.
 *
 * <p>See:
 *
 * <pre>
 * Loshchilov I, Hutter F.
 * "SGDR: Stochastic Gradient Descent with Warm Restarts", equation 5, without restarts
 * ICLR 2017.
 * </pre>
 */
public final class CosineSchedule implements LearningRateSchedule {
  @Config(description = "The factor at the end, in [0, 1].")
  private double last = 0;

  @Config(description = "Epochs in which the learning rate rises from zero first; 0 for none.")
  private double rise = 0;

  /** A learning rate that falls to zero, without a rise. */
  public CosineSchedule() {}

  /**
   * A learning rate that rises in the first {@code rise} epochs, then falls to {@code last} times
   * its highest value.
   *
   * @throws PropertyException if a setting is refused, naming it
   */
  public CosineSchedule(double last, double rise) {
    this.last = last;
    this.rise = rise;
    postConfig();
  }

  @Override
  public void postConfig() {
    Fields.require(last >= 0 && last <= 1, "last", "a number in [0, 1]", last);
    Fields.require(rise >= 0 && rise < 1e9, "rise", "a number of epochs, 0 or more", rise);
  }

  @Override
  public double factor(double epoch, int epochs) {
    if (epoch < rise) {
      return epoch / rise;
    }
    double progress = Math.min(1, (epoch - rise) / (epochs - rise));
    return last + (1 - last) * 0.5 * (1 + StrictMath.cos(Math.PI * progress));
  }
}
