package org.lateo.latent;

import java.util.List;
import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;

/** p(z) = N(0, I), without parameters. */
public final class StandardNormalPrior implements Prior {
  /** The prior has no settings. */
  public StandardNormalPrior() {}

  @Override
  public Learned connect(int latent, Recognition recognition) {
    return new Fixed();
  }

  private record Fixed() implements Learned {
    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public Node logDensity(Node z) {
      return new StandardNormalLogDensity(z);
    }

    @Override
    public Optional<Node> divergence(LatentDistribution q) {
      if (q instanceof CholeskyGaussian g) {
        return Optional.of(g.divergence());
      }
      return q instanceof DiagonalGaussian g
          ? Optional.of(new GaussianDivergence(g.mean(), g.logVariance()))
          : Optional.empty();
    }

    @Override
    public Node sample(Node noise) {
      return noise;
    }
  }
}
