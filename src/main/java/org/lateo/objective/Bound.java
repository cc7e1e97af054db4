package org.lateo.objective;

import org.lateo.graph.Node;

/**
 * A bound on log p(x) for each example, in nats, {@code [batch, 1]} each.
 *
 * @param objective what training maximises
 * @param elbo the evidence lower bound, reconstruction - kl, for reports
 * @param reconstruction the expected log p(x|z)
 * @param kl the divergence of the posterior from the prior
 */
public record Bound(Node objective, Node elbo, Node reconstruction, Node kl) {}
