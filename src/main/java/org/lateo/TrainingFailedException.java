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
    super(cause.getMessage(), cause);
    this.best = best;
  }

  /**
   * The same with the model of a larger training.
   *
   * @param whole null if it has none
   */
  public TrainingFailedException holding(Model<?> whole) {
    return new TrainingFailedException((TrainingDivergedException) getCause(), whole);
  }

  /** The model of the best epoch before; empty if no epoch had ended. */
  public Optional<Model<?>> bestModel() {
    return Optional.ofNullable(best);
  }
}
