package org.lateo.train;

import org.lateo.graph.Parameters;

/**
 * A running average of the parameters over the steps, which evens out what the last minibatches
 * did: average ← d average + (1 - d) parameters. Early on d is (1 + t) / (10 + t) after t steps, so
 * that the first values are soon forgotten.
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
   * @param largestDecay d in the long run; 0 for no average
   */
  WeightAverage(Parameters parameters, double largestDecay) {
    this.parameters = parameters;
    this.average = largestDecay == 0 ? new float[0] : parameters.values().clone();
    this.largestDecay = largestDecay;
  }

  /** The average, the array itself, {@code [parameters]}; empty without one. */
  float[] values() {
    return average;
  }

  /** A step is about to move the parameters, the first of all being number 1. */
  void beginStep(long step) {
    gain = (float) (1 - Math.min(largestDecay, (1.0 + step) / (10.0 + step)));
  }

  /** Parameters {@code [from, to)} have moved. */
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

  /** The parameters were set to other values, from which the average goes on. */
  void restart() {
    System.arraycopy(parameters.values(), 0, average, 0, average.length);
  }

  /** Goes on from other values. */
  void restore(float[] values) {
    System.arraycopy(values, 0, average, 0, average.length);
  }

  /** Puts the average in the parameters' place, or back. */
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
