package org.lateo.train;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A training ended before its last epoch, since its thread was interrupted. The exception holds the
 * best model so far. As after an {@link InterruptedException}, the thread is no longer interrupted.
 *
 * <p>Where a trainer trains several models one after another, the model is that of the part that
 * was being trained, see {@link #part}: an autoencoder, say, on which a classifier can be trained.
 */
public final class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int epochs;
  private final int keptEpoch;
  private final transient Object best;
  private final String part;

  /**
   * A training that was stopped.
   *
   * @param epochs the number of epochs that were done
   * @param keptEpoch the epoch, from 1, whose parameters are kept; 0 for those of the last step
   * @param best the model of these parameters; null if no step was done
   */
  TrainingStoppedException(int epochs, int keptEpoch, Object best) {
    this(epochs, keptEpoch, best, null);
  }

  private TrainingStoppedException(int epochs, int keptEpoch, Object best, String part) {
    super(
        String.format(
            "Training%s was stopped %s; %s",
            part == null ? "" : " of " + part,
            epochs == 0 ? "in epoch 1" : "after epoch " + epochs,
            kept(keptEpoch, best)));
    this.epochs = epochs;
    this.keptEpoch = keptEpoch;
    this.best = best;
    this.part = part;
  }

  private static String kept(int epoch, Object best) {
    if (best == null) {
      return "no step had been done";
    }
    return epoch == 0
        ? "the last step's parameters are kept"
        : "the parameters of epoch " + epoch + ", the best so far, are kept";
  }

  /**
   * Runs the training of a part of a larger training; if it is stopped, the exception names it.
   *
   * @param part the part, such as {@code member 2 of 5}
   */
  public static <T> T inside(String part, Supplier<T> training) {
    try {
      return training.get();
    } catch (TrainingStoppedException e) {
      String whole = e.part == null ? part : e.part + ", in " + part;
      TrainingStoppedException named =
          new TrainingStoppedException(e.epochs, e.keptEpoch, e.best, whole);
      named.setStackTrace(e.getStackTrace());
      throw named;
    }
  }

  /** The number of epochs that were done. */
  public int epochs() {
    return epochs;
  }

  /** The part of a larger training that was stopped; empty if the whole is one training. */
  public Optional<String> part() {
    return Optional.ofNullable(part);
  }

  /**
   * The best model so far of what was being trained.
   *
   * @param kind the class that is expected, such as {@code VAEModel}
   * @return empty if no step was done, or if the model is of another class
   */
  public <M> Optional<M> bestModel(Class<M> kind) {
    return kind.isInstance(best) ? Optional.of(kind.cast(best)) : Optional.empty();
  }
}
