package org.lateo.latent;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import java.util.Optional;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.SoftBound;
import org.lateo.nn.Sizes;

/**
 * p(z) = Σ π_k N(mean_k, diag e^logVariance_k), whose weights, means and variances are learned. It
 * starts with equal weights, means drawn from N(0, I) and unit variances; log-variances stay within
 * ±15 by {@link SoftBound}.
 *
 * <p>The divergence from it has no closed form and is estimated from samples.
 */
public final class MixturePrior implements Prior {
  private static final float LOG_VARIANCE_LIMIT = 15f;

  @Config(description = "Gaussians in the mixture, at most " + Sizes.COMPONENTS + ".")
  private int components = 10;

  /** Ten components. */
  public MixturePrior() {}

  /**
   * A mixture of {@code components} Gaussians.
   *
   * @throws PropertyException if there are none, or more than {@link Sizes#COMPONENTS}
   */
  public MixturePrior(int components) {
    this.components = components;
    postConfig();
  }

  @Override
  public void postConfig() {
    Sizes.requireField("components", Sizes.COMPONENTS, components);
  }

  @Override
  public Learned connect(int latent, Recognition recognition) {
    Initialiser zero = Initialiser.constant(0f);
    Parameter mean = new Parameter("prior.mean", components, latent, Initialiser.normal(1f));
    Parameter logVariance = new Parameter("prior.logVariance", components, latent, zero);
    Parameter logits = new Parameter("prior.logit", 1, components, zero);
    return new GaussianMixture(
        List.of(mean, logVariance, logits),
        new ParameterRows(mean),
        new SoftBound(new ParameterRows(logVariance), LOG_VARIANCE_LIMIT),
        new ParameterRows(logits),
        Optional.empty());
  }
}
