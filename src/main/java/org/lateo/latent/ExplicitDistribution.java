package org.lateo.latent;

import org.lateo.graph.Node;

/** A q(z|x) whose density is known at any z, not at its own draws only. */
public interface ExplicitDistribution extends LatentDistribution {
  /**
   * log q(z|x) in nats, {@code [rows * samples, latent]} where it is a sum over the dimensions,
   * {@code [rows * samples, 1]} otherwise.
   *
   * @param z {@code [rows * samples, latent]}, the samples of a row one after another
   */
  Node logDensity(Node z);

  /** The same distribution, through which no gradient reaches the encoder. */
  ExplicitDistribution stopped();
}
