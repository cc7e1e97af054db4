package org.lateo.train;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A training ended before its end, since its thread was interrupted. The exception holds the best
 * model so far, which can be used and stored; its provenance says {@code lateo-stopped}. As after
 * an {@link InterruptedException}, the thread is no longer interrupted.
 *
 * <p>Training ends after the current step; the first step is always done. A trainer of several
 * parts finishes its model with what is trained, and says so in the message:
 *
 * <ul>
 *   <li>A detector, or an ensemble of networks with Bayesian weights, has the members that were
 *       trained to their end, or if there is none the first as it stands; a detector is calibrated.
 *   <li>A model on codes has the autoencoder as it stands, and a classifier that is trained on its
 *       codes to the end; one that learns from all rows, such as M2, is trained for an epoch.
 *   <li>A choice of methods takes the best of those that were tried to their end, or if there is
 *       none the simplest.
 *   <li>A logistic regression takes the best penalty so far, and the fit as it stands; labels that
 *       have not been spread yet are left out.
 * </ul>
 *
 * <p>A thread that is interrupted again meanwhile shortens what is still trained in the same way.
 */
public final class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int epochs;
  private final transient Object best;
  private final String part;
  private final String when;
  private final String kept;

  /**
   * A training that was stopped.
   *
   * @param epochs the number of epochs that were done
   * @param keptEpoch the epoch, from 1, whose parameters are kept; 0 for those of the last step
   * @param best the model of these parameters
   */
  TrainingStoppedException(int epochs, int keptEpoch, Object best) {
    this(
        null,
        epochs == 0 ? " in epoch 1" : " after epoch " + epochs,
        keptEpoch == 0
            ? "the last step's parameters are kept"
            : "the parameters of epoch " + keptEpoch + ", the best so far, are kept",
        epochs,
        best);
  }

  /**
   * A part of a training that has no epochs was stopped.
   *
   * @param part the part, such as {@code the logistic regression}
   * @param kept what the model has, such as {@code the last step is kept}
   * @param best the best model so far; null if there is none
   */
  public TrainingStoppedException(String part, String kept, Object best) {
    this(part, "", kept, 0, best);
  }

  private TrainingStoppedException(String part, String when, String kept, int epochs, Object best) {
    super(
        String.format(
            "Training%s was stopped%s; %s", part == null ? "" : " of " + part, when, kept));
    this.epochs = epochs;
    this.best = best;
    this.part = part;
    this.when = when;
    this.kept = kept;
  }

  /**
   * Stops a part that has no epochs, and leaves no model, if the thread is interrupted.
   *
   * @param part the part, such as {@code the choice of features}
   * @param kept what there is, such as {@code nothing is chosen}
   */
  public static void ifInterrupted(String part, String kept) {
    if (Thread.interrupted()) {
      throw new TrainingStoppedException(part, kept, null);
    }
  }

  /**
   * The same of a part of a larger training.
   *
   * @param larger the part, such as {@code member 2 of 5}
   */
  TrainingStoppedException in(String larger) {
    String whole = part == null ? larger : part + ", in " + larger;
    return copy(whole, kept, best);
  }

  /** The same with the model of the larger training. */
  public TrainingStoppedException holding(Object whole) {
    return copy(part, kept, whole);
  }

  /**
   * The same with the model of the larger training.
   *
   * @param has what the model has, such as {@code the members before it are kept}
   */
  public TrainingStoppedException holding(Object whole, String has) {
    return copy(part, has, whole);
  }

  private TrainingStoppedException copy(String of, String has, Object model) {
    TrainingStoppedException copy = new TrainingStoppedException(of, when, has, epochs, model);
    copy.setStackTrace(getStackTrace());
    return copy;
  }

  /**
   * Runs the training of a part of a larger training; if it is stopped, the exception names it.
   *
   * @param part the part, such as {@code method m2}
   */
  public static <T> T inside(String part, Supplier<T> training) {
    try {
      return training.get();
    } catch (TrainingStoppedException e) {
      throw e.in(part);
    }
  }

  /**
   * The number of epochs that were done of the part that was stopped; 0 also if it has no epochs.
   */
  public int epochs() {
    return epochs;
  }

  /** The part of a larger training that was stopped; empty if the whole is one training. */
  public Optional<String> part() {
    return Optional.ofNullable(part);
  }

  /** Where training was stopped, as {@code member 2 of 5, after epoch 7}. */
  public String place() {
    return part == null ? when.strip() : part + (when.isEmpty() ? "" : "," + when);
  }

  /**
   * The best model so far.
   *
   * @param kind the class that is expected, such as {@code VAEModel}
   * @return empty if there is none, or if the model is of another class
   */
  public <M> Optional<M> bestModel(Class<M> kind) {
    return kind.isInstance(best) ? Optional.of(kind.cast(best)) : Optional.empty();
  }
}
