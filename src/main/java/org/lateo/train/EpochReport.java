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
 * @param watched what training watches: the bound on the validation rows, or on the training rows
 *     without any; the ELBO, or a tighter bound where that is maximised
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
    double watched,
    double seconds,
    double rowsPerSecond,
    int bestEpoch) {}
