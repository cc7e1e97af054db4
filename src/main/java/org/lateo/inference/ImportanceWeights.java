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
 * log w = log p(x|z) + log p(z) - log q(z|x) for samples of the posterior; the log of the mean of w
 * estimates log p(x). For a discrete z every state is taken once, with weights of which the log of
 * the mean is log p(x) itself.
 *
 * <p>See:
 *
 * <pre>
 * Burda Y, Grosse R, Salakhutdinov R.
 * "Importance Weighted Autoencoders", equation 8
 * ICLR 2016.
 * </pre>
 *
 * @param noise the draws of N(0, I), {@code [batch * samples, latent]}
 * @param logWeight log w in nats, minus infinity where a value is impossible, {@code [batch *
 *     samples, 1]}
 * @param featureNats log p(x|z) of each feature, {@code [batch * samples, columns]}
 * @param mean the mean of p(x|z) of each sample, raw values, {@code [batch * samples, columns]}
 */
public record ImportanceWeights(Node noise, Node logWeight, Node featureNats, Node mean) {
  /** The weights of a number of samples for each row. */
  public static ImportanceWeights of(VAE vae, int samples) {
    Noise noise = new Noise(LatentDistribution.NOISE, Rows.BATCH.times(samples), vae.latent());
    Node x = vae.observed();
    Draws draws = Draws.of(vae.encode(x), noise);
    Node logLikelihood = vae.logDensity(draws.z(), x, draws.count());
    Node divergence = vae.sampledDivergence(draws);
    Node logWeight = draws.alike(Sum.subtract(SumColumns.of(logLikelihood), divergence));
    return new ImportanceWeights(
        noise,
        vae.possibleRows(logWeight),
        vae.possible(logLikelihood),
        vae.decode(draws.z()).mean());
  }

  /**
   * The standard error of {@link #logMean} in nats: by the delta method, the relative standard
   * error of the mean of w, sqrt((n sum w^2 / (sum w)^2 - 1) / (n - 1)). NaN for a single weight,
   * or if every weight is zero.
   */
  public static double logMeanStandardError(float[] logWeights, int from, int n) {
    double logMean = logMean(logWeights, from, n);
    if (n < 2 || Double.isInfinite(logMean)) {
      return Double.NaN;
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double relative = StrictMath.exp(logWeights[from + i] - logMean) - 1;
      squares += relative * relative;
    }
    return Math.sqrt(squares / (n - 1) / n);
  }

  /** log((w_1 + ... + w_n) / n) from {@code n} values of log w at {@code from}, in nats. */
  public static double logMean(float[] logWeights, int from, int n) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, logWeights[from + i]);
    }
    if (Double.isInfinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += StrictMath.exp(logWeights[from + i] - largest);
    }
    return largest + StrictMath.log(sum / n);
  }
}
