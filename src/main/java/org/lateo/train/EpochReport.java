package org.lateo.train;

import java.io.Serializable;
import java.util.Map;
import org.lateo.objective.Loss;

/**
 * The results of an epoch; bounds are means over rows, in nats.
 *
 * @param epoch the number of the epoch, from 1
 * @param epochs the number of epochs of the training
 * @param training the mean of each report of the loss over the training rows, in the course of the
 *     epoch; {@code elbo}, {@code reconstruction} and {@code kl} for a VAE, and {@code weight_kl},
 *     which {@code elbo} is then less, if its decoder's weights have distributions
 * @param validation the mean of each report over the validation rows, after the epoch; empty
 *     without validation rows. Of the divergence of weights these rows bear no share, so that
 *     {@code weight_kl} is 0
 * @param watched the watched bound on the validation rows, or on the training rows if there are
 *     none: the ELBO, or a tighter bound if that is maximised
 * @param seconds the time for the training rows
 * @param rowsPerSecond training rows per second
 * @param bestEpoch the epoch with the highest watched bound so far
 */
public record EpochReport(
    int epoch,
    int epochs,
    Map<String, Double> training,
    Map<String, Double> validation,
    double watched,
    double seconds,
    double rowsPerSecond,
    int bestEpoch)
    implements Serializable {
  /** The ELBO of the training rows; NaN if the loss does not report it. */
  public double elbo() {
    return training.getOrDefault(Loss.BOUND, Double.NaN);
  }

  /** The expected log-likelihood of the training rows; NaN if the loss does not report it. */
  public double reconstruction() {
    return training.getOrDefault(Loss.RECONSTRUCTION, Double.NaN);
  }

  /** The KL divergence of the training rows; NaN if the loss does not report it. */
  public double kl() {
    return training.getOrDefault(Loss.KL, Double.NaN);
  }

  /** The ELBO of the validation rows; NaN without validation rows. */
  public double validationElbo() {
    return validation.getOrDefault(Loss.BOUND, Double.NaN);
  }
}
