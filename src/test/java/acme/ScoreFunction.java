package acme;

import com.oracle.labs.mlrg.olcut.config.Config;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Rows;
import org.lateo.graph.op.MeanRows;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.StopGradient;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.ExplicitDistribution;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.LatentDistribution.Sample;
import org.lateo.model.Draws;
import org.lateo.model.VAE;
import org.lateo.objective.Loss;
import org.lateo.objective.Objective;

/**
 * A bound as a user of the library writes one: the ELBO whose gradient for the encoder comes from
 * the density of its draws alone, not through them, each draw measured against the others (Kool et
 * al. 2019, "Buy 4 REINFORCE Samples, Get a Baseline for Free!").
 */
public final class ScoreFunction implements Objective {
  @Config(description = "Draws of each row, 2 or more.")
  private int samples = 4;

  /** Four draws. */
  public ScoreFunction() {}

  @Override
  public Loss loss(VAE vae) {
    Node x = vae.observed();
    LatentDistribution q = vae.encode(x);
    Noise noise = new Noise(LatentDistribution.NOISE, Rows.BATCH.times(samples), vae.latent());
    Node z = new StopGradient(q.sample(noise).z());
    Node logQ = ((ExplicitDistribution) q).logDensity(z);
    Draws draws = Draws.of(new Sample(z, logQ), samples);
    Node logLikelihood = SumColumns.of(vae.logDensity(z, x, samples));
    Node divergence = vae.sampledDivergence(draws);
    Node bound = Sum.subtract(logLikelihood, divergence);
    Node elbo = draws.mean(bound);
    // Minus log q has no gradient on average, and is left out of what moves the decoder.
    Node ofModel = draws.mean(Sum.add(bound, draws.logProbability()));
    Node ofEncoder = draws.mean(new Product(advantage(bound), draws.logProbability()));
    Node kl = draws.mean(divergence);
    return Loss.ofBound(Sum.add(ofModel, ofEncoder), elbo, draws.mean(logLikelihood), kl);
  }

  /** How much better a draw is than the mean of the others, n / (n - 1) (bound - mean). */
  private Node advantage(Node bound) {
    Node mean = RepeatRows.of(MeanRows.of(bound, samples), samples);
    double[] scale = {(double) samples / (samples - 1)};
    return new StopGradient(ScaleColumns.restore(Sum.subtract(bound, mean), new double[1], scale));
  }
}
