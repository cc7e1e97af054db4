package org.lateo.objective;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import org.lateo.graph.Node;
import org.lateo.graph.op.Softmax;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.graph.op.WeighGradient;
import org.lateo.latent.ExplicitDistribution;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.LatentDistribution.Sample;
import org.lateo.model.Draws;
import org.lateo.model.VAE;
import org.lateo.nn.Sizes;

/**
 * The importance-weighted bound, E_q[log (w_1 + ... + w_K) / K] with w = p(x|z) p(z) / q(z|x): the
 * ELBO for K = 1, and tighter the larger K.
 *
 * <p>As K grows, the noise of the encoder's plain gradient grows relative to its mean. The doubly
 * reparameterised gradient has the same mean and less noise. With w̃ the weights over their sum, it
 * is
 *
 * <pre>
 * encoder: Σ w̃_k² ∂log w_k/∂z_k ∂z_k/∂φ      decoder and prior: Σ w̃_k ∂log w_k/∂θ
 * </pre>
 *
 * Both come from one expression: in log w the gradient stops at q's own parameters, and z
 * multiplies the gradient that it passes on by w̃ once more.
 *
 * <p>See:
 *
 * <pre>
 * Burda Y, Grosse R, Salakhutdinov R.
 * "Importance Weighted Autoencoders", equations 8 and 13
 * ICLR 2016.
 * Tucker G, Lawson D, Gu S, Maddison CJ.
 * "Doubly Reparameterized Gradient Estimators for Monte Carlo Objectives", equation 8
 * ICLR 2019.
 * </pre>
 */
public final class IWAE implements Objective {
  /** How the encoder's gradient is estimated. */
  public enum Gradient {
    /** The estimator of Tucker et al., for posteriors whose density is known at any z. */
    DOUBLY_REPARAMETERISED,
    /** The gradient of the bound itself (Burda et al.), for any posterior. */
    PLAIN
  }

  @Config(description = "Samples of z for each example and step, at most " + Sizes.SAMPLES + ".")
  private int samples = 5;

  @Config(description = "DOUBLY_REPARAMETERISED, or PLAIN, which flows need.")
  private Gradient gradient = Gradient.DOUBLY_REPARAMETERISED;

  /** Five samples, doubly reparameterised. */
  public IWAE() {}

  /**
   * A number of samples for each example and step.
   *
   * @throws PropertyException if samples is below 1 or above {@link Sizes#SAMPLES}
   */
  public IWAE(int samples, Gradient gradient) {
    this.samples = samples;
    this.gradient = requireNonNull(gradient, "gradient");
    postConfig();
  }

  @Override
  public void postConfig() {
    Sizes.requireField("samples", Sizes.SAMPLES, samples);
  }

  /**
   * The bound; the reports are the ELBO of the same samples, its two parts, and the bound.
   *
   * @throws IllegalArgumentException if the gradient is doubly reparameterised and the posterior's
   *     density is known at its own draws only
   */
  @Override
  public Loss loss(VAE vae) {
    Node x = vae.observed();
    LatentDistribution q = vae.encode(x);
    Draws draws = Draws.of(q, samples);
    if (gradient == Gradient.PLAIN || draws.enumerated()) {
      return weighted(vae, x, q, draws).loss();
    }
    ExplicitDistribution known = explicit(q).stopped();
    WeighGradient z = new WeighGradient(draws.z());
    Draws weighed = Draws.of(new Sample(z, known.logDensity(z)), samples);
    Weighted weighted = weighted(vae, x, q, weighed);
    z.by(weighted.weights());
    return weighted.loss();
  }

  /** A loss and each draw's share in it, {@code [batch, count]}. */
  private record Weighted(Loss loss, Node weights) {}

  private Weighted weighted(VAE vae, Node x, LatentDistribution q, Draws draws) {
    Node logLikelihood = SumColumns.of(vae.logDensity(draws.z(), x, draws.count()));
    Node divergence = vae.sampledDivergence(draws);
    Node logWeights = draws.perRow(draws.alike(Sum.subtract(logLikelihood, divergence)));
    Node reconstruction = draws.mean(logLikelihood);
    Node kl = vae.prior().divergence(q).map(SumColumns::of).orElseGet(() -> draws.mean(divergence));
    Node elbo = Sum.subtract(reconstruction, kl);
    Node tight = draws.logMean(logWeights);
    return new Weighted(
        Loss.ofTighter("iwae", tight, elbo, reconstruction, kl), new Softmax(logWeights));
  }

  private static ExplicitDistribution explicit(LatentDistribution q) {
    if (q instanceof ExplicitDistribution known) {
      return known;
    }
    throw new IllegalArgumentException(
        "gradient: DOUBLY_REPARAMETERISED needs a posterior whose density is known at any z;"
            + " this posterior knows the density of its own draws only: use PLAIN");
  }
}
