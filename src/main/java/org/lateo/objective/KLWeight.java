package org.lateo.objective;

import org.lateo.graph.Input;

/**
 * The weight of the divergence in an objective, which training sets before each step: it rises from
 * zero to {@code largest} in a straight line, then stays.
 *
 * @param input where it goes in, {@code [batch, 1]}, the same in each row
 * @param largest the weight after the warm-up
 * @param warmUp the length of the warm-up, 0 for none
 * @param unit what that counts
 */
public record KLWeight(Input input, double largest, int warmUp, WarmUpUnit unit) {
  /** The length of the warm-up in epochs. */
  public double warmUpEpochs(int stepsPerEpoch) {
    return unit == WarmUpUnit.EPOCHS ? warmUp : (double) warmUp / stepsPerEpoch;
  }

  /**
   * The weight in a step.
   *
   * @param epoch where the middle of the step lies, in passes over the training rows
   */
  public double at(double epoch, int stepsPerEpoch) {
    return warmUp == 0 ? largest : largest * Math.min(1, epoch / warmUpEpochs(stepsPerEpoch));
  }
}
