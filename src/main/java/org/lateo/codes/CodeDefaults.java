package org.lateo.codes;

import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.likelihood.Gaussian;
import org.lateo.nn.Activation;
import org.lateo.train.Adam;

/**
 * An autoencoder whose codes tell a classifier as much as they can: numbers have noise of a fixed
 * width, so that codes keep what a learned variance would give up, wide rows have wide codes, few
 * rows are gone through more often, and the parameters of many steps are averaged where there are
 * many rows. An autoencoder with a classifier inside (M2) is narrower: what its code keeps, its
 * classes do not have to explain. The documentation's page <em>few labels, measured</em> says how
 * this was chosen.
 */
public final class CodeDefaults {
  private static final double NOISE = 0.3;
  private static final int STEPS = 10_000;
  private static final int STEPS_WITH_CLASSES = 7_500;
  private static final int STEPS_OF_CODES = 20_000;
  private static final int BATCH = 100;
  private static final int FEWEST_EPOCHS = 40;
  private static final int FEWEST_EPOCHS_WITH_CLASSES = 20;
  private static final int MOST_EPOCHS = 500;

  /** From so many columns on, rows are wide. */
  private static final int WIDE = 100;

  private static final int LATENT_OF_WIDE = 50;

  /** From so many columns on, a step of M2 takes so long that there are fewer of them. */
  private static final int VERY_WIDE = 2_000;

  private static final int STEPS_OF_VERY_WIDE = 2_500;

  /** From so many rows on, fewer and averaged steps do better than more. */
  private static final int MANY_ROWS = 20_000;

  private static final int HIDDEN_WITH_CLASSES = 200;
  private static final int LATENT_WITH_CLASSES = 10;

  /** The decay of averaged parameters. */
  private static final double AVERAGING = 0.999;

  private CodeDefaults() {}

  /**
   * The choice for a table, ready to be changed.
   *
   * @param rows to train on
   * @param columns of these
   */
  public static VAETrainerBuilder choose(int rows, int columns) {
    VAETrainerBuilder chosen = ofRows(rows, STEPS, FEWEST_EPOCHS);
    if (columns >= WIDE) {
      chosen.latent(LATENT_OF_WIDE);
    }
    if (rows >= MANY_ROWS) {
      chosen.batchSize(2 * BATCH).optimiser(new Adam(2e-3)).averaging(AVERAGING);
    }
    return chosen;
  }

  /**
   * A choice for an autoencoder of rows with a classifier inside (M2), whose steps cost more.
   *
   * @param rows to train on
   * @param columns of these
   */
  public static VAETrainerBuilder chooseWithClasses(int rows, int columns) {
    int steps = columns >= VERY_WIDE ? STEPS_OF_VERY_WIDE : STEPS_WITH_CLASSES;
    VAETrainerBuilder chosen = withClasses(ofRows(rows, steps, FEWEST_EPOCHS_WITH_CLASSES));
    return columns >= WIDE && rows >= MANY_ROWS ? chosen.latent(LATENT_OF_WIDE) : chosen;
  }

  /**
   * A choice for an autoencoder of codes with a classifier inside, the second one of M1+M2.
   *
   * @param rows to train on
   */
  public static VAETrainerBuilder chooseOfCodes(int rows) {
    return withClasses(
        passes(rows, STEPS_OF_CODES, FEWEST_EPOCHS)
            .likelihood(new Gaussian(Gaussian.Variance.ROW))
            .activation(Activation.SOFTPLUS)
            .weightPrior(1));
  }

  private static VAETrainerBuilder withClasses(VAETrainerBuilder builder) {
    return builder
        .hidden(HIDDEN_WITH_CLASSES)
        .latent(LATENT_WITH_CLASSES)
        .optimiser(new Adam(3e-3))
        .averaging(AVERAGING);
  }

  private static VAETrainerBuilder ofRows(int rows, int most, int fewestEpochs) {
    return passes(rows, most, fewestEpochs).numbers(new Gaussian(Gaussian.Variance.FIXED, NOISE));
  }

  /** So many epochs that there are {@code most} steps, within bounds. */
  private static VAETrainerBuilder passes(int rows, int most, int fewestEpochs) {
    int steps = Math.max(1, (rows + BATCH - 1) / BATCH);
    return VAETrainer.builder()
        .batchSize(BATCH)
        .epochs(Math.max(fewestEpochs, Math.min(MOST_EPOCHS, most / steps)));
  }
}
