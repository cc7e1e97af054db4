package org.lateo.latent;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import java.util.Optional;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.SoftBound;
import org.lateo.nn.Sizes;

/**
 * p(z) = Σ π_k N(mean_k, diag e^logVariance_k), all of it learned. It starts with equal weights,
 * means drawn from N(0, I) and unit variances; log-variances stay within ±15 by {@link SoftBound}.
 *
 * <p>There is no closed form of the divergence from it, so that is estimated from samples.
 */
public final class MixturePrior implements Prior {
  private static final float LOG_VARIANCE_LIMIT = 15f;

  @Config(description = "Gaussians in the mixture, at most " + Sizes.COMPONENTS + ".")
  private int components = 10;

  /** Ten components. */
  public MixturePrior() {}

  /**
   * So many components.
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
    return new Mixture(
        new Parameter("prior.mean", components, latent, Initialiser.normal(1f)),
        new Parameter("prior.logVariance", components, latent, Initialiser.constant(0f)),
        new Parameter("prior.logit", 1, components, Initialiser.constant(0f)));
  }

  private record Mixture(Parameter mean, Parameter logVariance, Parameter logits)
      implements Learned {
    private GaussianMixture density() {
      return new GaussianMixture(
          new ParameterRows(mean),
          new SoftBound(new ParameterRows(logVariance), LOG_VARIANCE_LIMIT),
          new ParameterRows(logits));
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(mean, logVariance, logits);
    }

    @Override
    public Node logDensity(Node z) {
      return density().logDensity(z);
    }

    @Override
    public Optional<Node> divergence(LatentDistribution q) {
      return Optional.empty();
    }

    @Override
    public Node sample(Node noise) {
      return density().sample(noise);
    }

    @Override
    public int noiseColumns() {
      return 1;
    }
  }
}
