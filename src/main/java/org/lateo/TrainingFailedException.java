package org.lateo;

import java.util.Optional;
import org.lateo.train.TrainingDivergedException;
import org.tribuo.Model;

/** Training became non-finite. The exception holds the model of the best epoch before. */
public final class TrainingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Model<?> best;

  /**
   * @param best the model of the best epoch before; null if no epoch had ended
   */
  public TrainingFailedException(TrainingDivergedException cause, Model<?> best) {
    this(cause.getMessage(), cause, best);
  }

  private TrainingFailedException(String message, TrainingDivergedException cause, Model<?> best) {
    super(message, cause);
    this.best = best;
  }

  /**
   * The same with the model of a larger training.
   *
   * @param whole null if it has none
   */
  public TrainingFailedException holding(Model<?> whole) {
    return new TrainingFailedException(getMessage(), (TrainingDivergedException) getCause(), whole);
  }

  /**
   * The same with the model of a larger training.
   *
   * @param whole null if it has none
   * @param kept what is kept, such as {@code the members before it are kept}
   */
  public TrainingFailedException holding(Model<?> whole, String kept) {
    TrainingDivergedException cause = (TrainingDivergedException) getCause();
    return new TrainingFailedException(cause.what() + "; " + kept, cause, whole);
  }

  /** The model of the best epoch before; empty if no epoch had ended. */
  public Optional<Model<?>> bestModel() {
    return Optional.ofNullable(best);
  }
}
