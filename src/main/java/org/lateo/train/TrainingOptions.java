package org.lateo.train;

import static java.util.Objects.requireNonNull;

/**
 * How long and on what a training runs.
 *
 * @param epochs passes over the training rows, at least 1
 * @param batchSize examples a step, at least 1; the last batch of an epoch may be smaller
 * @param seed of parameters' first values, order, noise
 * @param threads how many threads work, at least 1; results do not depend on it
 * @param schedule how the learning rate changes
 */
public record TrainingOptions(
    int epochs, int batchSize, long seed, int threads, LearningRateSchedule schedule) {
  /** Checks the numbers. */
  public TrainingOptions {
    requirePositive("epochs", epochs);
    requirePositive("batchSize", batchSize);
    requirePositive("threads", threads);
    requireNonNull(schedule, "schedule");
  }

  /** A constant learning rate. */
  public TrainingOptions(int epochs, int batchSize, long seed, int threads) {
    this(epochs, batchSize, seed, threads, new ConstantSchedule());
  }

  private static void requirePositive(String field, int found) {
    if (found < 1) {
      throw new IllegalArgumentException(field + ": expected at least 1, found " + found);
    }
  }
}
