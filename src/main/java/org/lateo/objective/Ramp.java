package org.lateo.objective;

import org.lateo.graph.Input;

/**
 * A number in what is maximised that training sets before each step, the same in each row. It rises
 * from zero to {@code largest} in a straight line, then stays: the weight of a divergence in its
 * warm-up, say.
 *
 * @param input where it goes in, {@code [batch, 1]}
 * @param largest the number after the warm-up
 * @param warmUp the length of the warm-up, 0 for none
 * @param unit what that counts
 * @param shared whether it is divided by the number of training rows, of which each bears its share
 */
public record Ramp(Input input, double largest, int warmUp, WarmUpUnit unit, boolean shared) {
  /** A weight that is the same however many rows there are. */
  public static Ramp weight(Input input, double largest, int warmUp, WarmUpUnit unit) {
    return new Ramp(input, largest, warmUp, unit, false);
  }

  /** One over the number of training rows, from the first step. */
  static Ramp share(Input input) {
    return new Ramp(input, 1, 0, WarmUpUnit.EPOCHS, true);
  }

  /** The length of the warm-up in epochs. */
  public double warmUpEpochs(int stepsPerEpoch) {
    return unit == WarmUpUnit.EPOCHS ? warmUp : (double) warmUp / stepsPerEpoch;
  }

  /**
   * The number in a step.
   *
   * @param epoch where the middle of the step lies, in passes over the training rows
   * @param rows the number of training rows
   */
  public double at(double epoch, int stepsPerEpoch, int rows) {
    double risen =
        warmUp == 0 ? largest : largest * Math.min(1, epoch / warmUpEpochs(stepsPerEpoch));
    return shared ? risen / rows : risen;
  }
}
