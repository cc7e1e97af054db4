package org.lateo.latent;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.stream.IntStream;
import org.lateo.graph.Initialiser;
import org.lateo.nn.Sizes;

/**
 * q(z|x), a diagonal Gaussian moved by inverse autoregressive flows, all of them functions of x.
 *
 * <p>A row's code is the Gaussian's mean moved by the flows; its log-variance is the Gaussian's,
 * which the flows do not change. The divergence from a prior is estimated from samples.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Salimans T, Jozefowicz R, Chen X, Sutskever I, Welling M.
 * "Improved Variational Inference with Inverse Autoregressive Flow", equations 10 to 15
 * NeurIPS 2016.
 * </pre>
 */
public final class AutoregressiveFlowPosterior implements Posterior {
  @Config(description = "Autoregressive flows, one after another, at most " + Sizes.FLOWS + ".")
  private int steps = 2;

  @Config(description = "Units of each flow's hidden layer, at most " + Sizes.UNITS + ".")
  private int hidden = 64;

  /** Two flows of 64 hidden units. */
  public AutoregressiveFlowPosterior() {}

  /**
   * {@code steps} flows, one after another.
   *
   * @param hidden units of each one's hidden layer
   * @throws PropertyException if a value is below 1 or above its limit in {@link Sizes}
   */
  public AutoregressiveFlowPosterior(int steps, int hidden) {
    this.steps = steps;
    this.hidden = hidden;
    postConfig();
  }

  @Override
  public void postConfig() {
    Sizes.requireField("steps", Sizes.FLOWS, steps);
    Sizes.requireField("hidden", Sizes.UNITS, hidden);
  }

  @Override
  public Conditional connect(int width, int latent, Initialiser weights) {
    return FlowDistribution.conditional(
        width,
        latent,
        weights,
        IntStream.range(0, steps)
            .mapToObj(k -> AutoregressiveFlow.of(k, width, latent, hidden, weights))
            .toList());
  }
}
