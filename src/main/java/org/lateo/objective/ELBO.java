package org.lateo.objective;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.function.Consumer;
import org.lateo.config.Fields;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.model.Draws;
import org.lateo.model.VAE;
import org.lateo.nn.Sizes;

/**
 * The evidence lower bound, E_q[log p(x|z) + log p(z) - log q(z|x)], by stochastic gradient
 * variational Bayes.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Welling M.
 * "Auto-Encoding Variational Bayes", equations 6 (estimator A) and 7 (estimator B)
 * ICLR 2014.
 * </pre>
 *
 * <p>With {@code beta}, a warm-up or free bits, training maximises the following instead, while the
 * bound itself is reported and watched on the validation rows:
 *
 * <pre>
 * reconstruction - beta w(step) sum over dimensions of max(freeBits, mean over the batch of KL)
 * </pre>
 *
 * <p>where w rises from 0 to 1 in the warm-up. With {@code beta} above one, fewer and more
 * independent latent dimensions are used; a warm-up and free bits keep the posterior of a dimension
 * from collapsing to the prior before the decoder has learned to use the dimension.
 *
 * <p>See:
 *
 * <pre>
 * Higgins I, Matthey L, Pal A, and others.
 * "beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework", equation 4
 * ICLR 2017.
 *
 * Bowman SR, Vilnis L, Vinyals O, Dai AM, Jozefowicz R, Bengio S.
 * "Generating Sentences from a Continuous Space", section 3.1 (warm-up)
 * CoNLL 2016.
 *
 * Soenderby CK, Raiko T, Maaloe L, Soenderby SK, Winther O.
 * "Ladder Variational Autoencoders", section 2.3 (warm-up in a straight line)
 * NeurIPS 2016.
 * </pre>
 *
 * <p>and {@link FreeBits}.
 */
public final class ELBO implements Objective {
  /** How the mean of log p(z) - log q(z|x) is estimated. */
  public enum Estimator {
    /** By the samples of z (estimator A). */
    MONTE_CARLO,
    /** As minus the KL divergence in closed form (estimator B), which has less noise. */
    CLOSED_FORM
  }

  @Config(description = "CLOSED_FORM (estimator B) or MONTE_CARLO (estimator A).")
  private Estimator estimator = Estimator.CLOSED_FORM;

  @Config(description = "Samples of z for each example and step, at most " + Sizes.SAMPLES + ".")
  private int samples = 1;

  @Config(description = "The weight of the KL divergence in what is maximised, above 0.")
  private double beta = 1;

  @Config(description = "Free nats: KL divergence of each latent dimension that is not counted.")
  private double freeBits = 0;

  @Config(description = "Length of the warm-up, in which the KL divergence gains its weight.")
  private int warmUp = 0;

  @Config(description = "What the length of the warm-up counts: EPOCHS or STEPS.")
  private WarmUpUnit warmUpUnit = WarmUpUnit.EPOCHS;

  /** Estimator B with one sample, beta 1, no warm-up and no free bits. */
  public ELBO() {}

  /**
   * An estimator with a number of samples for each example and step.
   *
   * @throws PropertyException if samples is below 1 or above {@link Sizes#SAMPLES}
   */
  public ELBO(Estimator estimator, int samples) {
    this.estimator = requireNonNull(estimator, "estimator");
    this.samples = samples;
    postConfig();
  }

  /**
   * A copy with another weight of the KL divergence.
   *
   * @throws PropertyException if the weight is not above 0
   */
  public ELBO withBeta(double weight) {
    return with(copy -> copy.beta = weight);
  }

  /**
   * A copy with free nats.
   *
   * @param nats KL divergence of each latent dimension that is not counted, 0 or more
   * @throws PropertyException if {@code nats} is below 0, or above 0 with the estimator MONTE_CARLO
   */
  public ELBO withFreeBits(double nats) {
    return with(copy -> copy.freeBits = nats);
  }

  /**
   * A copy with a warm-up, in which the weight of the KL divergence rises from 0.
   *
   * @throws PropertyException if the length is below 0
   */
  public ELBO withWarmUp(int length, WarmUpUnit unit) {
    requireNonNull(unit, "warmUpUnit");
    return with(
        copy -> {
          copy.warmUp = length;
          copy.warmUpUnit = unit;
        });
  }

  private ELBO with(Consumer<ELBO> change) {
    ELBO copy = new ELBO();
    copy.estimator = estimator;
    copy.samples = samples;
    copy.beta = beta;
    copy.freeBits = freeBits;
    copy.warmUp = warmUp;
    copy.warmUpUnit = warmUpUnit;
    change.accept(copy);
    copy.postConfig();
    return copy;
  }

  @Override
  public void postConfig() {
    Sizes.requireField("samples", Sizes.SAMPLES, samples);
    Fields.require(beta > 0 && beta < 1e6, "beta", "a number in (0, 1e6)", beta);
    Fields.require(freeBits >= 0 && freeBits < 1e6, "freeBits", "nats in [0, 1e6)", freeBits);
    Fields.require(
        freeBits == 0 || estimator == Estimator.CLOSED_FORM,
        "freeBits",
        "0 with the estimator MONTE_CARLO, which has no divergence for each dimension",
        freeBits);
    Fields.requireNotNegative("warmUp", warmUp);
  }

  @Override
  public Loss loss(VAE vae) {
    Node x = vae.observed();
    LatentDistribution q = vae.encode(x);
    Draws draws = Draws.of(q, samples);
    Node logLikelihood = vae.logDensity(draws.z(), x, draws.count());
    Node reconstruction = draws.mean(SumColumns.of(logLikelihood));
    Node divergence = divergence(vae, q, draws);
    Node kl = SumColumns.of(divergence);
    Node elbo = Sum.subtract(reconstruction, kl);
    Node penalty = freeBits == 0 ? kl : SumColumns.of(floored(divergence, vae.latent()));
    if (beta == 1 && warmUp == 0) {
      Node objective = freeBits == 0 ? elbo : Sum.subtract(reconstruction, penalty);
      return Loss.ofBound(objective, elbo, reconstruction, kl);
    }
    Ramp weight = Ramp.weight(new Input("klWeight", 1), beta, warmUp, warmUpUnit);
    Node objective = Sum.subtract(reconstruction, new Product(penalty, weight.input()));
    return Loss.ofBound(objective, elbo, reconstruction, kl, weight);
  }

  /** {@code [batch, latent]} in closed form where there is one, else {@code [batch, 1]}. */
  private Node divergence(VAE vae, LatentDistribution q, Draws draws) {
    return vae.prior()
        .divergence(q)
        .filter(closed -> estimator == Estimator.CLOSED_FORM)
        .orElseGet(() -> draws.mean(vae.sampledDivergence(draws)));
  }

  private Node floored(Node divergence, int latent) {
    if (divergence.columns() != latent) {
      throw new IllegalArgumentException(
          "freeBits: expected 0 where posterior and prior have no divergence for each of "
              + latent
              + " dimensions, found "
              + freeBits);
    }
    return new FreeBits(divergence, freeBits);
  }
}
