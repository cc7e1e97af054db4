package org.lateo.train;

import java.util.List;
import org.lateo.config.Part;

/** How parameters follow the gradient. */
public interface Optimiser extends Part {
  /** A run over {@code size} parameters, all state at its start. */
  Run start(int size);

  /** The state of one training run. */
  interface Run {
    /**
     * Counts a step; called once before the ranges of that step are updated.
     *
     * @param rateFactor what the learning rate is multiplied by in this step
     */
    void beginStep(double rateFactor);

    /**
     * Moves parameters {@code [from, to)} against the gradient of what is minimised. Threads call
     * it for disjoint ranges.
     */
    void update(float[] parameters, float[] gradient, int from, int to);

    /**
     * The arrays that updates change, {@code [size]} each, themselves: a run over the same
     * parameters whose arrays and numbers are overwritten with these goes on as this one.
     */
    default List<float[]> arrays() {
      return List.of();
    }

    /** The numbers that steps change, the array itself. */
    default double[] numbers() {
      return new double[0];
    }
  }
}
