package org.lateo.train;

import org.lateo.graph.Parameters;

/**
 * A running average of the parameters over the steps, which reduces the noise of the last
 * minibatches: average ← d average + (1 - d) parameters. After t steps d is at most (1 + t) / (10 +
 * t), so that the first values lose their weight soon.
 *
 * <p>See:
 *
 * <pre>
 * Polyak BT, Juditsky AB.
 * "Acceleration of Stochastic Approximation by Averaging"
 * SIAM Journal on Control and Optimization 30(4), 1992.
 * Kingma DP, Ba J.
 * "Adam: A Method for Stochastic Optimization", section 7.2
 * ICLR 2015.
 * </pre>
 */
final class WeightAverage {
  private final Parameters parameters;
  private final float[] average;
  private final double largestDecay;
  private float gain;

  /**
   * @param largestDecay the largest d; 0 for no average
   */
  WeightAverage(Parameters parameters, double largestDecay) {
    this.parameters = parameters;
    this.average = largestDecay == 0 ? new float[0] : parameters.values().clone();
    this.largestDecay = largestDecay;
  }

  /** The average, {@code [parameters]}, not a copy; empty if there is no average. */
  float[] values() {
    return average;
  }

  /** Begins a step, the first one being number 1. */
  void beginStep(long step) {
    gain = (float) (1 - Math.min(largestDecay, (1.0 + step) / (10.0 + step)));
  }

  /** Updates the average of parameters {@code [from, to)}, which have moved. */
  void follow(int from, int to) {
    if (average.length == 0) {
      return;
    }
    float[] values = parameters.values();
    float g = gain;
    for (int i = from; i < to; i++) {
      average[i] += g * (values[i] - average[i]);
    }
  }

  /** Replaces the average. */
  void restore(float[] values) {
    System.arraycopy(values, 0, average, 0, average.length);
  }

  /** Exchanges the average and the parameters. */
  void swap() {
    if (average.length == 0) {
      return;
    }
    float[] values = parameters.values();
    for (int i = 0; i < values.length; i++) {
      float moved = values[i];
      values[i] = average[i];
      average[i] = moved;
    }
    parameters.upload(0, values.length);
  }
}
