package org.lateo.latent;

import java.util.List;
import java.util.stream.Stream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.SoftBound;
import org.lateo.nn.Dense;

/**
 * q(z|x) = N(mean(x), T(x) T(x)'), a Gaussian of any covariance, by its Cholesky factor: latent +
 * latent (latent + 1) / 2 linear functions of the encoder's last layer.
 *
 * <p>The logarithm of the factor's squared diagonal stays within ±15 by {@link SoftBound}. The
 * log-variance of a code is that of each dimension alone, whatever the others. With one dimension
 * this is the {@link DiagonalGaussianPosterior}.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Welling M.
 * "An Introduction to Variational Autoencoders", section 2.5.1
 * Foundations and Trends in Machine Learning 12(4), 2019.
 * </pre>
 */
public final class CholeskyGaussianPosterior implements Posterior {
  private static final float LOG_SQUARE_LIMIT = 15f;

  /** The family has no settings. */
  public CholeskyGaussianPosterior() {}

  @Override
  public Conditional connect(int width, int latent, Initialiser weights) {
    if (latent == 1) {
      return new DiagonalGaussianPosterior().connect(width, latent, weights);
    }
    int below = Triangular.below(latent);
    return new Layers(
        new Dense("posterior.mean", width, latent, weights),
        new Dense("posterior.logSquare", width, latent, weights),
        new Dense("posterior.below", width, below, weights));
  }

  private record Layers(Dense mean, Dense logSquare, Dense below) implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return Stream.of(mean, logSquare, below).flatMap(d -> d.parameters().stream()).toList();
    }

    @Override
    public LatentDistribution given(Node hidden) {
      return CholeskyGaussian.of(
          mean.apply(hidden),
          new SoftBound(logSquare.apply(hidden), LOG_SQUARE_LIMIT),
          below.apply(hidden));
    }
  }
}
