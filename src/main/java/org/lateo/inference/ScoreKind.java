package org.lateo.inference;

/**
 * What may tell how usual a row is; higher is more usual. In nats but for one. Each is minus
 * infinity for a row with a value that is impossible under its likelihood.
 */
public enum ScoreKind {
  /** The evidence lower bound, E log p(x|z) - KL(q(z|x) || p(z)). */
  ELBO,
  /** The expected log-likelihood E log p(x|z), the bound without its divergence. */
  RECONSTRUCTION,
  /** The importance-weighted estimate of log p(x), draws a function of model and row. */
  LOG_LIKELIHOOD,
  /**
   * Minus the squared distance of the row from its reconstruction, each column in units of its
   * standard deviation where its likelihood learns one. Not in nats.
   */
  RECONSTRUCTION_ERROR,
  /** The log-density log p(z) of the prior at the mean of q(z|x). */
  LATENT_DENSITY
}
