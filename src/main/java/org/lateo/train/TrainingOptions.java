package org.lateo.train;

import static java.util.Objects.requireNonNull;

import org.lateo.nn.Sizes;

/**
 * How long and on what a training runs.
 *
 * @param epochs passes over the training rows, at least 1
 * @param batchSize examples a step, at least 1; the last batch of an epoch may be smaller
 * @param seed of parameters' first values, order, noise
 * @param threads how many threads work, 1 to {@link Sizes#THREADS}; results do not depend on it
 * @param schedule how the learning rate changes
 * @param gradientClipping the largest norm that a step's gradient keeps; 0 for any
 * @param weightPrior the standard deviation of a Gaussian prior on weights; 0 for none
 * @param averaging the decay of a running average of the parameters, in [0, 1); 0 for none
 * @param stopping when to stop before the last epoch
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
  /** Checks the numbers. */
  public TrainingOptions {
    requirePositive("epochs", epochs);
    requirePositive("batchSize", batchSize);
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

  /** A constant learning rate, and nothing else. */
  public TrainingOptions(int epochs, int batchSize, long seed, int threads) {
    this(epochs, batchSize, seed, threads, new ConstantSchedule(), 0, 0, 0, EarlyStopping.NEVER);
  }

  private static void requirePositive(String field, int found) {
    if (found < 1) {
      throw new IllegalArgumentException(field + ": expected at least 1, found " + found);
    }
  }

  private static void requireNotNegative(String field, double found) {
    if (!(found >= 0 && found < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(field + ": expected 0 or more, found " + found);
    }
  }
}
