package org.lateo.train;

/**
 * When to stop before the last epoch: the validation bound has not risen for a while.
 *
 * @param patience epochs without an improvement after which training ends; 0 for never
 * @param minimumImprovement what counts as one, in nats: more than this above the last that counted
 */
public record EarlyStopping(int patience, double minimumImprovement) {
  /** Every epoch is run. */
  public static final EarlyStopping NEVER = new EarlyStopping(0, 0);

  /** Checks the numbers. */
  public EarlyStopping {
    if (patience < 0) {
      throw new IllegalArgumentException("patience: expected 0 or more, found " + patience);
    }
    if (!(minimumImprovement >= 0 && minimumImprovement < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "minimumImprovement: expected 0 or more, found " + minimumImprovement);
    }
  }

  /** Checks that there are validation rows if training is to stop by them. */
  void requireRows(int validation) {
    if (patience > 0 && validation == 0) {
      throw new IllegalArgumentException(
          "patience: expected 0 without validation rows, found " + patience);
    }
  }
}
