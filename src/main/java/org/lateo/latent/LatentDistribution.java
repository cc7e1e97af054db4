package org.lateo.latent;

import org.lateo.graph.Node;

/** q(z|x) for the rows of a batch. */
public interface LatentDistribution {
  /** The mean, {@code [rows, latent]}. */
  Node mean();

  /** The logarithm of the variance of each dimension, {@code [rows, latent]}. */
  Node logVariance();

  /**
   * z as a differentiable function of noise (reparameterisation).
   *
   * @param noise draws of N(0, 1), {@code [rows * samples, latent]}
   * @return {@code [rows * samples, latent]}, the samples of a row one after another
   */
  Node sample(Node noise);

  /**
   * log q(z|x) in nats for such samples, {@code [rows * samples, latent]} where it is a sum over
   * the dimensions, {@code [rows * samples, 1]} otherwise.
   */
  Node logDensity(Node z);
}
