package org.lateo.train;

import static java.util.Objects.requireNonNull;

import org.lateo.nn.Sizes;

/**
 * The settings of a training run.
 *
 * @param epochs passes over the training rows, at least 1
 * @param batchSize examples in a step, at least 1; the last batch of an epoch may be smaller
 * @param seed the seed of first values, order and noise
 * @param threads the number of threads, 1 to {@link Sizes#THREADS}; results do not depend on it
 * @param schedule how the learning rate changes
 * @param gradientClipping the largest norm of a step's gradient; 0 for no clipping
 * @param weightPrior the standard deviation of a Gaussian prior on weights; 0 for none
 * @param averaging the decay of a running average of the parameters, in [0, 1); 0 for none
 * @param stopping when training ends before the last epoch
 */
public record TrainingOptions(
    int epochs,
    int batchSize,
    long seed,
    int threads,
    LearningRateSchedule schedule,
    double gradientClipping,
    double weightPrior,
    double averaging,
    EarlyStopping stopping) {
  /** Refuses with {@link IllegalArgumentException} numbers outside these bounds. */
  public TrainingOptions {
    Sizes.require("epochs", Integer.MAX_VALUE, epochs);
    Sizes.require("batchSize", Integer.MAX_VALUE, batchSize);
    Sizes.require("threads", Sizes.THREADS, threads);
    requireNonNull(schedule, "schedule");
    requireNotNegative("gradientClipping", gradientClipping);
    requireNotNegative("weightPrior", weightPrior);
    requireNotNegative("averaging", averaging);
    if (averaging >= 1) {
      throw new IllegalArgumentException(
          "averaging: expected a decay in [0, 1), found " + averaging);
    }
    requireNonNull(stopping, "stopping");
  }

  /** A constant learning rate, and no clipping, prior, averaging or early stopping. */
  public TrainingOptions(int epochs, int batchSize, long seed, int threads) {
    this(epochs, batchSize, seed, threads, new ConstantSchedule(), 0, 0, 0, EarlyStopping.NEVER);
  }

  private static void requireNotNegative(String field, double found) {
    if (!(found >= 0 && found < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(field + ": expected 0 or more, found " + found);
    }
  }
}
