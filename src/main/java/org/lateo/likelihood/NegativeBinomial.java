package org.lateo.likelihood;

import org.lateo.nn.DenseLayers;

/**
 * Each feature is a count that varies more than a Poisson one: a mean m of its own in each row, and
 * a dispersion 1 / r of each feature. Its variance is m + m² / r.
 *
 * <pre>
 * p(x) = Γ(x + r) / (Γ(r) x!) (r / (r + m))^r (m / (r + m))^x
 * </pre>
 *
 * <p>Values have to be whole numbers from 0 to 16,777,216 (2^24), above which floats no longer tell
 * them apart, and are not scaled; the encoder reads log(1 + x). log r stays within ±12.
 *
 * <p>See:
 *
 * <pre>
 * Lopez R, Regier J, Cole MB, Jordan MI, Yosef N.
 * "Deep generative modeling for single-cell transcriptomics"
 * Nature Methods 15, 2018.
 * </pre>
 *
 * There a size factor and zero inflation are added.
 */
public final class NegativeBinomial implements CountLikelihood {
  private static final float LOG_SIZE_LIMIT = 12f;

  /** The family has no settings. */
  public NegativeBinomial() {}

  @Override
  public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
    ScaleParameter logSize =
        ScaleParameter.ofFeatures(name + ".logSize", scaling.columns(), LOG_SIZE_LIMIT);
    return new CountConditional(
        CountConditional.logMean(name, width, scaling, weights),
        logSize.parameters(),
        (x, logMean, hidden) -> new NegativeBinomialLogDensity(x, logMean, logSize.given(hidden)));
  }
}
