package org.lateo.objective;

import org.lateo.graph.Input;

/**
 * A number in a loss that training sets before each step, such as the weight of a divergence in its
 * warm-up. It rises linearly from zero to {@code largest} in the warm-up, then stays, and is the
 * same in each row.
 *
 * @param input the input that holds the number, {@code [batch, 1]}
 * @param largest the number after the warm-up
 * @param warmUp the length of the warm-up, 0 for none
 * @param unit the unit of the length
 * @param shared whether the number is divided by the number of training rows
 * @param heldOut whether held-out rows have the number too; otherwise it is 0 for them
 */
public record Ramp(
    Input input, double largest, int warmUp, WarmUpUnit unit, boolean shared, boolean heldOut) {
  /** A weight that does not depend on the number of training rows. */
  public static Ramp weight(Input input, double largest, int warmUp, WarmUpUnit unit) {
    return new Ramp(input, largest, warmUp, unit, false, true);
  }

  /** One over the number of training rows, in every step; 0 for held-out rows. */
  public static Ramp share(Input input) {
    return new Ramp(input, 1, 0, WarmUpUnit.EPOCHS, true, false);
  }

  /** The length of the warm-up in epochs. */
  public double warmUpEpochs(int stepsPerEpoch) {
    return unit == WarmUpUnit.EPOCHS ? warmUp : (double) warmUp / stepsPerEpoch;
  }

  /**
   * The value of the number in a step.
   *
   * @param epoch the middle of the step, in passes over the training rows
   * @param rows the number of training rows
   */
  public double at(double epoch, int stepsPerEpoch, long rows) {
    double risen =
        warmUp == 0 ? largest : largest * Math.min(1, epoch / warmUpEpochs(stepsPerEpoch));
    return shared ? risen / rows : risen;
  }
}
