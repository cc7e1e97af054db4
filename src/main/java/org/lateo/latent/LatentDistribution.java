package org.lateo.latent;

import java.util.Optional;
import org.lateo.graph.Node;

/** q(z|x) for the rows of a batch. Mean and log-variance are the same nodes at every call. */
public interface LatentDistribution {
  /** The key of the noise that posteriors are drawn with. */
  String NOISE = "posterior";

  /**
   * A draw with its density. Some families, such as flows, know the density of their own draws
   * only; those that know it of any z are {@link ExplicitDistribution}s.
   *
   * @param z {@code [rows * samples, latent]}, the samples of a row one after another
   * @param logDensity log q(z|x) in nats, {@code [rows * samples, latent]} where it is a sum over
   *     the dimensions, {@code [rows * samples, 1]} otherwise
   */
  record Sample(Node z, Node logDensity) {}

  /**
   * The mean, {@code [rows, latent]}, which is the code of a row. A flow has no mean in closed form
   * and gives the mean of its base, moved as a draw would be.
   */
  Node mean();

  /**
   * The logarithm of the variance of each dimension, {@code [rows, latent]}; of a flow, that of its
   * base.
   */
  Node logVariance();

  /**
   * z as a differentiable function of noise (reparameterisation).
   *
   * @param noise draws of N(0, 1), {@code [rows * samples, latent]}
   */
  Sample sample(Node noise);

  /**
   * Every state that z can be in, with its log-probability, where these are few: {@code z} is
   * {@code [rows * states, latent]}, the states of a row one after another. Expectations are exact
   * then. Empty where z is continuous.
   */
  default Optional<Sample> states() {
    return Optional.empty();
  }
}
