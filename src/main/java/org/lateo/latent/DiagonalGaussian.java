package org.lateo.latent;

import org.lateo.graph.Node;
import org.lateo.graph.RepeatRows;

/**
 * A Gaussian with independent dimensions for each row.
 *
 * @param mean {@code [rows, latent]}
 * @param logVariance {@code [rows, latent]}
 */
public record DiagonalGaussian(Node mean, Node logVariance) implements LatentDistribution {
  @Override
  public Node sample(Node noise) {
    int samples = samples(noise);
    return new ReparameterisedSample(
        RepeatRows.of(mean, samples), RepeatRows.of(logVariance, samples), noise);
  }

  @Override
  public Node logDensity(Node z) {
    int samples = samples(z);
    return new GaussianLogDensity(
        z, RepeatRows.of(mean, samples), RepeatRows.of(logVariance, samples));
  }

  private int samples(Node many) {
    int samples =
        (many.rows().perExample() + many.rows().fixed())
            / (mean.rows().perExample() + mean.rows().fixed());
    if (samples < 1 || !mean.rows().times(samples).equals(many.rows())) {
      throw new IllegalArgumentException(
          "Expected rows in multiples of " + mean.rows() + ", found " + many.rows());
    }
    return samples;
  }
}
