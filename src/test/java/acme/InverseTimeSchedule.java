package acme;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.train.LearningRateSchedule;

/** A schedule as a user of the library writes one: 1 / (1 + decay epoch). */
public final class InverseTimeSchedule implements LearningRateSchedule {
  @Config(description = "How fast the rate falls, from 0 to 1000.")
  private double decay = 0.1;

  /** A decay of 0.1: half the rate after ten epochs. */
  public InverseTimeSchedule() {}

  @Override
  public void postConfig() {
    if (!(decay >= 0 && decay <= 1000)) {
      throw new PropertyException("", "decay", "Expected 0 to 1000, found " + decay);
    }
  }

  @Override
  public double factor(double epoch, int epochs) {
    return 1 / (1 + decay * epoch);
  }
}
