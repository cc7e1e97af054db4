package org.lateo.inference;

import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.model.Draws;
import org.lateo.model.VAE;

/**
 * The evidence lower bound of each row, averaged over given draws of z or over every state of a
 * discrete z, with its exact split by features and latent dimensions. A function of model and row
 * alone if the draws belong to the model.
 *
 * @param noise the draws of N(0, I), {@code [batch * draws, latent]}; not read if z is discrete
 * @param mean the posterior mean, {@code [batch, latent]}
 * @param logVariance the posterior log-variance, {@code [batch, latent]}
 * @param featureNats expected log p(x|z) of each feature, 0 where it is missing, minus infinity
 *     where it is impossible, {@code [batch, columns]}
 * @param latentNats divergence of each latent dimension, {@code [batch, latent]}, or of all
 *     together, {@code [batch, 1]}, where posterior or prior do not factorise; if it has no closed
 *     form, it is averaged over the draws and may be negative for a row
 * @param reconstruction the sum of {@code featureNats}, {@code [batch, 1]}
 * @param kl the sum of {@code latentNats}, {@code [batch, 1]}
 * @param elbo reconstruction - kl, {@code [batch, 1]}
 */
public record Score(
    Node noise,
    Node mean,
    Node logVariance,
    Node featureNats,
    Node latentNats,
    Node reconstruction,
    Node kl,
    Node elbo) {

  /** The score of a model, with a number of draws for each row. */
  public static Score of(VAE vae, int draws) {
    Noise noise = new Noise(LatentDistribution.NOISE, Rows.BATCH.times(draws), vae.latent());
    Node x = vae.observed();
    LatentDistribution q = vae.encode(x);
    Draws z = Draws.of(q, noise);
    Node logLikelihood = vae.logDensity(z.z(), x, z.count());
    Node featureNats = vae.possible(z.mean(logLikelihood));
    Node latentNats = vae.prior().divergence(q).orElseGet(() -> z.mean(vae.sampledDivergence(z)));
    Node reconstruction = SumColumns.of(featureNats);
    Node kl = SumColumns.of(latentNats);
    Node elbo = Sum.subtract(reconstruction, kl);
    return new Score(
        noise, q.mean(), q.logVariance(), featureNats, latentNats, reconstruction, kl, elbo);
  }
}
