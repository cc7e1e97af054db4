package org.lateo.train;

import java.util.List;
import java.util.stream.Stream;

/** The run of an optimiser whose state is arrays, which start at zero, and the learning rate. */
abstract class OptimiserRun implements Optimiser.Run {
  private final double learningRate;
  private final List<float[]> arrays;

  /** The learning rate of the current step. */
  double rate;

  /**
   * @param size the number of parameters
   * @param count the number of arrays
   */
  OptimiserRun(double learningRate, int size, int count) {
    this.learningRate = learningRate;
    this.arrays = Stream.generate(() -> new float[size]).limit(count).toList();
  }

  @Override
  public final List<float[]> arrays() {
    return arrays;
  }

  @Override
  public void beginStep(double rateFactor) {
    rate = learningRate * rateFactor;
  }
}
