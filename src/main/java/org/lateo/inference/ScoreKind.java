package org.lateo.inference;

/**
 * Scores of how usual a row is, higher is more usual. All but {@link #RECONSTRUCTION_ERROR} are in
 * nats. Each is minus infinity for a row with a value that is impossible under its likelihood.
 */
public enum ScoreKind {
  /** The evidence lower bound, E log p(x|z) - KL(q(z|x) || p(z)). */
  ELBO,
  /** The expected log-likelihood E log p(x|z), the bound without the divergence. */
  RECONSTRUCTION,
  /** The importance-weighted estimate of log p(x), whose draws are a function of model and row. */
  LOG_LIKELIHOOD,
  /**
   * Minus the squared distance of the row from its reconstruction. A column under a Gaussian,
   * Student t or log-normal likelihood is in units of its standard deviation over the training
   * rows. One under a discretised logistic is in units of half the range of levels. Flags, shares
   * in [0, 1], categories and counts are as they are: under a Bernoulli, a categorical, a Poisson
   * and a negative binomial likelihood the difference from the expected value, under a multinomial
   * one that of a count from the row's total times the expected share. A column that did not vary
   * in training has no standard deviation: it is as it is, and in units of 1.3 times its value if
   * it is log-normal.
   */
  RECONSTRUCTION_ERROR,
  /** The log-density log p(z) of the prior at the mean of q(z|x). */
  LATENT_DENSITY
}
