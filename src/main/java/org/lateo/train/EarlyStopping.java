package org.lateo.train;

/**
 * When training ends before the last epoch: when the validation bound has not improved for a number
 * of epochs.
 *
 * @param patience the number of epochs without an improvement after which training ends; 0 for
 *     never
 * @param minimumImprovement an epoch is an improvement if its bound exceeds that of the last
 *     improvement by more than this, in nats
 */
public record EarlyStopping(int patience, double minimumImprovement) {
  /** No early stopping. */
  public static final EarlyStopping NEVER = new EarlyStopping(0, 0);

  /** Refuses with {@link IllegalArgumentException} negative or infinite numbers. */
  public EarlyStopping {
    if (patience < 0) {
      throw new IllegalArgumentException("patience: expected 0 or more, found " + patience);
    }
    if (!(minimumImprovement >= 0 && minimumImprovement < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "minimumImprovement: expected 0 or more, found " + minimumImprovement);
    }
  }

  /** Refuses early stopping without validation rows. */
  void requireRows(int validation) {
    if (patience > 0 && validation == 0) {
      throw new IllegalArgumentException(
          "patience: expected 0 without validation rows, found " + patience);
    }
  }
}
