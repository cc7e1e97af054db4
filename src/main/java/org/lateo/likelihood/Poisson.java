package org.lateo.likelihood;

import java.util.List;
import org.lateo.graph.Initialiser;

/**
 * Each feature is a count with a rate of its own: p(x) = rate^x e^-rate / x!. Its variance is its
 * mean; counts that vary more are {@link NegativeBinomial}.
 *
 * <p>Values have to be whole numbers of 0 and more, and are not scaled; the encoder reads log(1 +
 * x).
 */
public final class Poisson implements Likelihood {
  /** The family has no settings. */
  public Poisson() {}

  @Override
  public Support support(Scaling scaling) {
    return Support.of(Counts.SUPPORT, scaling.columns());
  }

  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    columns.forEach(c -> Counts.SUPPORT.require(c, this, ""));
    return Scaling.none(columns.size());
  }

  @Override
  public Conditional connect(String name, int width, Scaling scaling, Initialiser weights) {
    return new CountConditional(
        name,
        width,
        scaling.columns(),
        weights,
        List.of(),
        (x, logRate, hidden) -> new PoissonLogDensity(x, logRate));
  }
}
