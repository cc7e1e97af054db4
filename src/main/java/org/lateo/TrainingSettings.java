package org.lateo;

import com.oracle.labs.mlrg.olcut.config.Config;
import org.lateo.config.Fields;
import org.lateo.data.Split;
import org.lateo.graph.Workers;
import org.lateo.math.RandomStream;
import org.lateo.nn.Sizes;
import org.lateo.train.Adam;
import org.lateo.train.ConstantSchedule;
import org.lateo.train.EarlyStopping;
import org.lateo.train.LearningRateSchedule;
import org.lateo.train.Optimiser;
import org.lateo.train.TrainingOptions;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * The settings of training by gradients that do not depend on the model, with defaults and bounds.
 *
 * @param <T> the type of output
 */
public abstract class TrainingSettings<T extends Output<T>> extends CountedTrainer<T> {
  private static final double NARROWEST_PRIOR = 1e-6;
  private static final double WIDEST_PRIOR = 1e6;

  @Config(description = "How a gradient moves the parameters.")
  protected Optimiser optimiser = new Adam();

  @Config(description = "How the learning rate changes in the course of training.")
  protected LearningRateSchedule schedule = new ConstantSchedule();

  @Config(description = "Passes over the training rows.")
  protected int epochs = 50;

  @Config(description = "Examples in a step.")
  protected int batchSize = 100;

  @Config(description = "Share of the rows kept for validation, in [0, 1).")
  protected double validation = 0.1;

  @Config(description = "The norm to which larger gradients of a step are clipped; 0 for none.")
  protected double gradientClipping = 0;

  @Config(
      description =
          "Standard deviation of a Gaussian prior on weights, such as 1 for N(0, I); 0 for none.")
  protected double weightPrior = 0;

  @Config(
      description =
          "Decay of a running average of the parameters, which the model then holds, such as 0.999;"
              + " 0 for none.")
  protected double averaging = 0;

  @Config(
      description =
          "Epochs without a better validation bound after which training ends; 0 for never.")
  protected int patience = 0;

  @Config(description = "A bound is better if it rises by more than this, in nats.")
  protected double minimumImprovement = 0;

  @Config(description = "Seed of first weights, order, noise and validation rows.")
  protected long seed = Trainer.DEFAULT_SEED;

  @Config(
      description =
          "Number of threads, at most "
              + Sizes.THREADS
              + "; 0 for one per processor. No more are started than there are processors, or 16 if"
              + " there are fewer. Results do not depend on it.")
  protected int threads = 0;

  /** For trainers, which may set other defaults. */
  protected TrainingSettings() {}

  /** Refuses values outside their bounds or in conflict with others. */
  protected final void requireTraining() {
    Fields.requireAtLeast("epochs", 1, epochs);
    Fields.requireAtLeast("batchSize", 1, batchSize);
    Fields.requireShare("validation", validation);
    Fields.requireShare("averaging", averaging);
    Fields.requireNotNegative("threads", threads);
    Fields.require(threads <= Sizes.THREADS, "threads", "at most " + Sizes.THREADS, threads);
    Fields.requireNotNegative("gradientClipping", gradientClipping);
    Fields.requireNotNegative("patience", patience);
    Fields.requireNotNegative("minimumImprovement", minimumImprovement);
    // The prior's gradient is divided by the square of this, which has to be a float.
    Fields.require(
        weightPrior == 0 || (weightPrior >= NARROWEST_PRIOR && weightPrior <= WIDEST_PRIOR),
        "weightPrior",
        "0, or from 1e-6 to 1e6",
        weightPrior);
    Fields.require(
        patience == 0 || validation > 0,
        "patience",
        "0 without validation rows (validation=0)",
        patience);
  }

  /** The options of a training run with a seed. */
  public final TrainingOptions options(long runSeed) {
    return new TrainingOptions(
        epochs,
        batchSize,
        runSeed,
        Workers.sensible(threads),
        schedule,
        gradientClipping,
        weightPrior,
        averaging,
        new EarlyStopping(patience, minimumImprovement));
  }

  /** How parameters follow the gradient. */
  public final Optimiser optimiser() {
    return optimiser;
  }

  /**
   * Which of so many rows are trained on, and which are kept for validation.
   *
   * @throws IllegalArgumentException if no row would be left to train on
   */
  public final Split split(int rows, long runSeed) {
    return Split.of(rows, validation, runSeed);
  }

  /**
   * The same where some rows may be kept, and all others are trained on.
   *
   * @param candidates numbers of the rows that may be kept
   */
  public final Split split(int rows, int[] candidates, long runSeed) {
    return Split.of(rows, candidates, validation, runSeed);
  }

  /** The seed of the run of an invocation. */
  public final long runSeed(int invocation) {
    return RandomStream.of(seed, "invocation").at(invocation).key();
  }
}
