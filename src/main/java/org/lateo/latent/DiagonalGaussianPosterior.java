package org.lateo.latent;

import java.util.List;
import java.util.stream.Stream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.SoftBound;
import org.lateo.nn.Dense;

/**
 * q(z|x) = N(mean(x), diag e^logVariance(x)), each a linear function of the encoder's last layer.
 *
 * <p>Log-variances stay within ±15 by {@link SoftBound}: standard deviations from 6e-4 to 1,800.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Welling M.
 * "Auto-Encoding Variational Bayes", section 3
 * ICLR 2014.
 * </pre>
 */
public final class DiagonalGaussianPosterior implements Posterior {
  private static final float LOG_VARIANCE_LIMIT = 15f;

  /** The family has no settings. */
  public DiagonalGaussianPosterior() {}

  @Override
  public Conditional connect(int width, int latent, Initialiser weights) {
    return new Layers(
        new Dense("posterior.mean", width, latent, weights),
        new Dense("posterior.logVariance", width, latent, weights));
  }

  private record Layers(Dense mean, Dense logVariance) implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return Stream.of(mean, logVariance).flatMap(d -> d.parameters().stream()).toList();
    }

    @Override
    public LatentDistribution given(Node hidden) {
      return new DiagonalGaussian(
          mean.apply(hidden), new SoftBound(logVariance.apply(hidden), LOG_VARIANCE_LIMIT));
    }
  }
}
