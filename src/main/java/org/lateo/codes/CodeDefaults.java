package org.lateo.codes;

import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.likelihood.Gaussian;
import org.lateo.train.Adam;

/**
 * An autoencoder whose codes tell a classifier as much as they can: numbers have noise of a fixed
 * width, so that codes keep what a learned variance would give up, wide rows have wide codes, few
 * rows are gone through more often, and the parameters of many steps are averaged where there are
 * many rows. The documentation's page <em>few labels, measured</em> says how this was chosen.
 */
public final class CodeDefaults {
  private static final double NOISE = 0.3;
  private static final int STEPS = 10_000;
  private static final int STEPS_WITH_CLASSES = 2_500;
  private static final int BATCH = 100;
  private static final int FEWEST_EPOCHS = 40;
  private static final int FEWEST_EPOCHS_WITH_CLASSES = 20;
  private static final int MOST_EPOCHS = 500;

  /** From so many columns on, rows are wide. */
  private static final int WIDE = 100;

  private static final int LATENT_OF_WIDE = 50;

  /** From so many rows on, fewer and averaged steps do better than more. */
  private static final int MANY_ROWS = 20_000;

  private CodeDefaults() {}

  /**
   * The choice for a table, ready to be changed.
   *
   * @param rows to train on
   * @param columns of these
   */
  public static VAETrainerBuilder choose(int rows, int columns) {
    VAETrainerBuilder chosen = choose(rows, STEPS, FEWEST_EPOCHS);
    if (columns >= WIDE) {
      chosen.latent(LATENT_OF_WIDE);
    }
    if (rows >= MANY_ROWS) {
      chosen.batchSize(2 * BATCH).optimiser(new Adam(2e-3)).averaging(0.999);
    }
    return chosen;
  }

  /**
   * A choice for an autoencoder with a classifier inside, whose steps cost much more.
   *
   * @param rows to train on
   */
  public static VAETrainerBuilder chooseWithClasses(int rows) {
    return choose(rows, STEPS_WITH_CLASSES, FEWEST_EPOCHS_WITH_CLASSES);
  }

  private static VAETrainerBuilder choose(int rows, int most, int fewestEpochs) {
    int steps = Math.max(1, (rows + BATCH - 1) / BATCH);
    return VAETrainer.builder()
        .numbers(new Gaussian(Gaussian.Variance.FIXED, NOISE))
        .batchSize(BATCH)
        .epochs(Math.max(fewestEpochs, Math.min(MOST_EPOCHS, most / steps)));
  }
}
