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
   * Minus the squared distance of the row from its reconstruction. Each column is in units of its
   * standard deviation if its likelihood scales by one, in raw units otherwise.
   */
  RECONSTRUCTION_ERROR,
  /** The log-density log p(z) of the prior at the mean of q(z|x). */
  LATENT_DENSITY
}
