package org.lateo.latent;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.stream.IntStream;
import org.lateo.graph.Initialiser;
import org.lateo.nn.Sizes;

/**
 * q(z|x), a diagonal Gaussian moved by planar flows, all of them functions of x.
 *
 * <p>A row's code is the Gaussian's mean moved by the flows; its log-variance is the Gaussian's,
 * which the flows do not change. The divergence from a prior is estimated from samples.
 *
 * <p>See:
 *
 * <pre>
 * Rezende DJ, Mohamed S.
 * "Variational Inference with Normalizing Flows", equations 10 to 12 and appendix A.1
 * ICML 2015.
 * </pre>
 */
public final class PlanarFlowPosterior implements Posterior {
  @Config(description = "Planar flows, one after another, at most " + Sizes.FLOWS + ".")
  private int steps = 4;

  /** Four flows. */
  public PlanarFlowPosterior() {}

  /**
   * {@code steps} flows, one after another.
   *
   * @throws PropertyException if there are none, or more than {@link Sizes#FLOWS}
   */
  public PlanarFlowPosterior(int steps) {
    this.steps = steps;
    postConfig();
  }

  @Override
  public void postConfig() {
    Sizes.requireField("steps", Sizes.FLOWS, steps);
  }

  @Override
  public Conditional connect(int width, int latent, Initialiser weights) {
    return FlowDistribution.conditional(
        width,
        latent,
        weights,
        IntStream.range(0, steps).mapToObj(k -> PlanarFlow.of(k, width, latent, weights)).toList());
  }
}
