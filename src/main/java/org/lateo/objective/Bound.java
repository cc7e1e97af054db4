package org.lateo.objective;

import java.util.Optional;
import org.lateo.graph.Node;

/**
 * A bound on log p(x) for each example, in nats, {@code [batch, 1]} each.
 *
 * @param objective what training maximises
 * @param elbo the evidence lower bound, reconstruction - kl, for reports
 * @param reconstruction the expected log p(x|z)
 * @param kl the divergence of the posterior from the prior
 * @param watched the bound that tells one epoch from another: the ELBO, or a tighter one
 * @param klWeight its weight in the objective, where that is not one throughout
 */
public record Bound(
    Node objective,
    Node elbo,
    Node reconstruction,
    Node kl,
    Node watched,
    Optional<KLWeight> klWeight) {
  /** An objective whose form stays the same all through training. */
  public Bound(Node objective, Node elbo, Node reconstruction, Node kl) {
    this(objective, elbo, reconstruction, kl, elbo, Optional.empty());
  }
}
