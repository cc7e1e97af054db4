package org.lateo.train;

/**
 * What an epoch brought; bounds are means over rows, in nats.
 *
 * @param epoch from 1
 * @param epochs how many there will be
 * @param elbo of the training rows, as the parameters moved
 * @param reconstruction its part
 * @param kl its part
 * @param validationElbo of the validation rows after the epoch; NaN without any
 * @param seconds how long the training rows took
 * @param rowsPerSecond training rows a second
 * @param bestEpoch the epoch with the highest watched bound so far, this one or an earlier
 */
public record EpochReport(
    int epoch,
    int epochs,
    double elbo,
    double reconstruction,
    double kl,
    double validationElbo,
    double seconds,
    double rowsPerSecond,
    int bestEpoch) {
  /** What training watches: the validation ELBO, or the training ELBO without validation rows. */
  public double watched() {
    return Double.isNaN(validationElbo) ? elbo : validationElbo;
  }
}
