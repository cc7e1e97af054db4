package org.lateo.train;

import java.util.List;
import org.lateo.config.Part;

/** How a gradient moves the parameters. */
public interface Optimiser extends Part {
  /** A new training run over {@code size} parameters. */
  Run start(int size);

  /**
   * Whether a step takes a share of each parameter, besides what the gradient says. Of a spread's
   * parameter that is no shrinking: it widens the distribution.
   */
  default boolean decays() {
    return false;
  }

  /** A training run with its state. */
  interface Run {
    /**
     * Begins a step; called once before the parameters are updated in that step.
     *
     * @param rateFactor the factor of the learning rate in this step
     */
    void beginStep(double rateFactor);

    /**
     * Moves parameters {@code [from, to)} against the gradient of what is minimised. Several
     * threads call this at the same time for disjoint ranges.
     */
    void update(float[] parameters, float[] gradient, int from, int to);

    /**
     * The arrays that updates change, {@code [size]} each, not copies. A run whose arrays and
     * {@link #numbers} are overwritten with those of another run continues that run.
     */
    default List<float[]> arrays() {
      return List.of();
    }

    /** The numbers that steps change, {@code [any]}, not a copy. */
    default double[] numbers() {
      return new double[0];
    }
  }
}
