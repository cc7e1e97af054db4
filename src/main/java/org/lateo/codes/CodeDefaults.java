package org.lateo.codes;

import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.likelihood.Gaussian;

/**
 * An autoencoder whose codes tell a classifier as much as they can: numbers have noise of a fixed
 * width, so that codes keep what a learned variance would give up, and few rows are gone through
 * more often. The documentation's page <em>few labels, measured</em> says how this was chosen.
 */
public final class CodeDefaults {
  private static final double NOISE = 0.3;
  private static final int STEPS = 10_000;
  private static final int STEPS_WITH_CLASSES = 2_500;
  private static final int BATCH = 100;
  private static final int FEWEST_EPOCHS = 20;
  private static final int MOST_EPOCHS = 500;

  private CodeDefaults() {}

  /**
   * The choice for so many rows, ready to be changed.
   *
   * @param rows to train on
   */
  public static VAETrainerBuilder choose(int rows) {
    return choose(rows, STEPS);
  }

  /**
   * As {@link #choose}, for an autoencoder with a classifier inside, whose steps cost much more.
   */
  public static VAETrainerBuilder chooseWithClasses(int rows) {
    return choose(rows, STEPS_WITH_CLASSES);
  }

  private static VAETrainerBuilder choose(int rows, int most) {
    int steps = Math.max(1, (rows + BATCH - 1) / BATCH);
    return VAETrainer.builder()
        .numbers(new Gaussian(Gaussian.Variance.FIXED, NOISE))
        .batchSize(BATCH)
        .epochs(Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, most / steps)));
  }
}
