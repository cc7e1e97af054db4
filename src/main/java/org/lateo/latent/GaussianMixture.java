package org.lateo.latent;

import java.util.List;
import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.LogSumExp;
import org.lateo.graph.op.Sum;

/**
 * p(z) = Σ_k π_k N(z; mean_k, diag e^logVariance_k) with weights π = softmax(logits). There is no
 * closed form of a divergence from it.
 *
 * @param mean {@code [components, latent]}
 * @param logVariance {@code [components, latent]}
 * @param logits {@code [1, components]}
 * @param pseudoInputs the parameter whose rows' posteriors the components are, if they are any's
 */
record GaussianMixture(
    List<Parameter> parameters,
    Node mean,
    Node logVariance,
    Node logits,
    Optional<Parameter> pseudoInputs)
    implements Prior.Learned {
  @Override
  public Node logDensity(Node z) {
    Node components = new ComponentLogDensity(z, mean, logVariance);
    Node weighted = Sum.add(components, new Broadcast(logits, z.rows(), components.columns()));
    Node total = new Broadcast(new LogSumExp(logits), z.rows(), 1);
    return Sum.subtract(new LogSumExp(weighted), total);
  }

  @Override
  public Node sample(Node noise) {
    return new MixtureSample(noise, mean, logVariance, logits);
  }

  /** The last column of noise chooses the component. */
  @Override
  public int noiseColumns() {
    return 1;
  }
}
