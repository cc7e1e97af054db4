package org.lateo.objective;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.Map;
import java.util.Optional;
import org.lateo.graph.MeanRows;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.RepeatRows;
import org.lateo.graph.Rows;
import org.lateo.graph.Sum;
import org.lateo.graph.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.LatentDistribution.Sample;

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
 */
public final class ELBO implements Objective {
  /** How log p(z) - log q(z|x) is taken. */
  public enum Estimator {
    /** By samples, estimator A. */
    MONTE_CARLO,
    /** As minus the KL divergence in closed form, estimator B; less noise. */
    CLOSED_FORM
  }

  @Config(description = "CLOSED_FORM (estimator B) or MONTE_CARLO (estimator A).")
  private Estimator estimator = Estimator.CLOSED_FORM;

  @Config(description = "Samples of z for each example and step.")
  private int samples = 1;

  /** Estimator B with one sample. */
  public ELBO() {}

  /**
   * An estimator with so many samples.
   *
   * @throws PropertyException if samples is below 1
   */
  public ELBO(Estimator estimator, int samples) {
    this.estimator = requireNonNull(estimator, "estimator");
    this.samples = samples;
    postConfig();
  }

  @Override
  public void postConfig() {
    if (samples < 1) {
      throw new PropertyException("", "samples", "Expected at least 1, found " + samples);
    }
  }

  @Override
  public Bound bound(VAE vae) {
    Node x = vae.observed();
    LatentDistribution q = vae.encode(x);
    Sample sample = q.sample(new Noise(Rows.BATCH.times(samples), vae.latent()));
    Node logLikelihood = vae.decode(sample.z()).logDensity(RepeatRows.of(x, samples));
    Node reconstruction = MeanRows.of(SumColumns.of(logLikelihood), samples);
    Node kl = divergence(vae, q, sample);
    Node elbo = Sum.subtract(reconstruction, kl);
    return new Bound(elbo, elbo, reconstruction, kl);
  }

  private Node divergence(VAE vae, LatentDistribution q, Sample sample) {
    Optional<Node> closed =
        estimator == Estimator.CLOSED_FORM ? vae.prior().divergence(q) : Optional.empty();
    if (closed.isPresent()) {
      return SumColumns.of(closed.get());
    }
    return MeanRows.of(vae.sampledDivergence(sample), samples);
  }

  @Override
  public String partName() {
    return "elbo";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("estimator", estimator.name(), "samples", Integer.toString(samples));
  }
}
