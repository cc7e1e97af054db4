package org.lateo.likelihood;

import java.util.List;
import org.lateo.nn.DenseLayers;

/**
 * Each feature is a count with a rate of its own: p(x) = rate^x e^-rate / x!. Its variance is its
 * mean; counts that vary more are {@link NegativeBinomial}.
 *
 * <p>Values have to be whole numbers from 0 to 16,777,216 (2^24), above which floats no longer tell
 * them apart, and are not scaled; the encoder reads log(1 + x).
 */
public final class Poisson implements CountLikelihood {
  /** The family has no settings. */
  public Poisson() {}

  @Override
  public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
    return new CountConditional(
        CountConditional.logMean(name, width, scaling, weights),
        List.of(),
        (x, logRate, hidden) -> new PoissonLogDensity(x, logRate));
  }
}
