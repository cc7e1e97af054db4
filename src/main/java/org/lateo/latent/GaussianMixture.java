package org.lateo.latent;

import org.lateo.graph.Node;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.LogSumExp;
import org.lateo.graph.op.Sum;

/**
 * Σ_k π_k N(z; mean_k, diag e^logVariance_k) with weights π = softmax(logits).
 *
 * @param mean {@code [components, latent]}
 * @param logVariance {@code [components, latent]}
 * @param logits {@code [1, components]}
 */
record GaussianMixture(Node mean, Node logVariance, Node logits) {
  /**
   * log p(z) in nats, {@code [rows, 1]}.
   *
   * @param z {@code [rows, latent]}
   */
  Node logDensity(Node z) {
    Node components = new ComponentLogDensity(z, mean, logVariance);
    Node weighted = Sum.add(components, new Broadcast(logits, z.rows(), components.columns()));
    Node total = new Broadcast(new LogSumExp(logits), z.rows(), 1);
    return Sum.subtract(new LogSumExp(weighted), total);
  }

  /**
   * z as a function of noise.
   *
   * @param noise {@code [rows, latent + 1]}
   * @return {@code [rows, latent]}
   */
  Node sample(Node noise) {
    return new MixtureSample(noise, mean, logVariance, logits);
  }
}
