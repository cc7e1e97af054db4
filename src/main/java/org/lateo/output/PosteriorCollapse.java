package org.lateo.output;

import java.util.Locale;
import java.util.Optional;

/**
 * A warning that latent dimensions ignore the rows. A few inactive dimensions are usual and
 * harmless, since a model does not use what it does not need; the warning is for half or more.
 *
 * <p>See:
 *
 * <pre>
 * Bowman SR, Vilnis L, Vinyals O, Dai AM, Jozefowicz R, Bengio S.
 * "Generating Sentences from a Continuous Space"
 * CoNLL 2016.
 * </pre>
 */
public final class PosteriorCollapse {
  /** What helps, at the end of the warning. */
  public static final String REMEDIES = "KL warm-up, free bits, or fewer latent dimensions";

  private PosteriorCollapse() {}

  /** The warning, if at least half of the dimensions are inactive over at least two rows. */
  public static Optional<String> warning(LatentStatistics codes) {
    int inactive = codes.dimensions() - codes.activeUnits();
    if (codes.count() < 2 || inactive == 0 || 2 * inactive < codes.dimensions()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Posterior collapse: %d of %d latent dimensions are inactive (over %d rows the variance"
                + " of their posterior mean is at most %s), so codes tell %s. Remedies: %s.",
            inactive,
            codes.dimensions(),
            codes.count(),
            LatentStatistics.ACTIVE_VARIANCE,
            inactive == codes.dimensions()
                ? "nothing of a row"
                : "less of a row than they have room for",
            REMEDIES));
  }
}
