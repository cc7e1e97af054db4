package org.lateo.train;

/** Training became non-finite. The exception holds the parameters of the best epoch before. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final int epoch;
  private final long step;
  private final int bestEpoch;
  private final float[] bestParameters;

  TrainingDivergedException(
      String cause, int epoch, long step, int bestEpoch, float[] bestParameters) {
    super(what(epoch, step, cause) + "; " + best(bestEpoch));
    this.what = what(epoch, step, cause);
    this.epoch = epoch;
    this.step = step;
    this.bestEpoch = bestEpoch;
    this.bestParameters = bestParameters;
  }

  private static String what(int epoch, long step, String cause) {
    return String.format("Training became non-finite in epoch %d, step %d: %s", epoch, step, cause);
  }

  private static String best(int bestEpoch) {
    return bestEpoch == 0
        ? "no epoch had ended before"
        : "the parameters of epoch " + bestEpoch + ", the best before, are kept";
  }

  /** The message, but for what is kept. */
  public String what() {
    return what;
  }

  /** The epoch in which training became non-finite, from 1. */
  public int epoch() {
    return epoch;
  }

  /** The step of that epoch, from 1. */
  public long step() {
    return step;
  }

  /** The best epoch before; 0 if no epoch had ended. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** The parameters of the best epoch before, or the first values if no epoch had ended. */
  public float[] bestParameters() {
    return bestParameters.clone();
  }
}
