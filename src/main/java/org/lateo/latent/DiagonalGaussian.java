package org.lateo.latent;

import org.lateo.graph.Node;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.StopGradient;

/**
 * A Gaussian with independent dimensions for each row.
 *
 * @param mean {@code [rows, latent]}
 * @param logVariance {@code [rows, latent]}
 */
public record DiagonalGaussian(Node mean, Node logVariance) implements ExplicitDistribution {
  @Override
  public Sample sample(Node noise) {
    int samples = samples(noise);
    Node many = RepeatRows.of(mean, samples);
    Node spread = RepeatRows.of(logVariance, samples);
    Node z = new ReparameterisedSample(many, spread, noise);
    return new Sample(z, new GaussianLogDensity(z, many, spread));
  }

  @Override
  public Node logDensity(Node z) {
    int samples = samples(z);
    return new GaussianLogDensity(
        z, RepeatRows.of(mean, samples), RepeatRows.of(logVariance, samples));
  }

  @Override
  public DiagonalGaussian stopped() {
    return new DiagonalGaussian(new StopGradient(mean), new StopGradient(logVariance));
  }

  private int samples(Node many) {
    return many.rows().multipleOf(mean.rows());
  }
}
