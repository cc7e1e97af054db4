package org.lateo.latent;

import java.util.List;
import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.ScaleColumns;

/**
 * What a model has in place of p(z) where its posterior is a point: nothing. Log-densities and
 * divergences are 0, so that a bound is its reconstruction.
 */
public record NoPrior() implements Prior.Learned {
  /** In place of a prior that was set; refuses any but the default, which nobody has asked for. */
  public static NoPrior inPlaceOf(Prior prior) {
    if (!(prior instanceof StandardNormalPrior)) {
      throw new IllegalArgumentException(
          "prior: expected none set beside a posterior that is a point, which has no divergence from"
              + " it, found "
              + prior.getClass().getSimpleName()
              + "; VAETrainer.autoencoder() has none");
    }
    return new NoPrior();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Node logDensity(Node z) {
    return new Constant(z.rows(), new float[z.columns()]);
  }

  /** Zeros of each row, which merge with what varies by row in an exported file. */
  @Override
  public Optional<Node> divergence(LatentDistribution q) {
    return Optional.of(ScaleColumns.of(q.mean(), 0, 0));
  }

  @Override
  public Node sample(Node noise) {
    throw new IllegalArgumentException(
        "Expected a model with a prior to draw codes from, found a plain autoencoder");
  }
}
