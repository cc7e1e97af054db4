package org.lateo.inference;

import java.util.Locale;

/**
 * The evidence lower bound and its two parts, in nats, checked to be consistent.
 *
 * @param elbo the evidence lower bound; NaN if not evaluated, minus infinity if the example is
 *     impossible under the model
 * @param reconstruction the expected log-likelihood of the features; NaN or minus infinity exactly
 *     if {@code elbo} is
 * @param kl the divergence of the posterior from the prior, finite; it may also be NaN if {@code
 *     elbo} is NaN, and infinity if {@code elbo} is minus infinity
 */
public record Nats(double elbo, double reconstruction, double kl) {

  /**
   * The bound of its two parts, which were computed in floats and may have overflowed: an example
   * whose reconstruction is NaN, or whose divergence is NaN or infinite, is impossible.
   */
  public static Nats ofParts(double reconstruction, double kl) {
    double far = Double.isNaN(kl) ? Double.POSITIVE_INFINITY : kl;
    boolean possible = Double.isFinite(far) && !Double.isNaN(reconstruction);
    double part = possible ? reconstruction : Double.NEGATIVE_INFINITY;
    return new Nats(possible ? part - far : part, part, far);
  }

  /** Every value NaN. */
  public static final Nats NOT_EVALUATED = new Nats(Double.NaN, Double.NaN, Double.NaN);

  /** The ELBO may differ from reconstruction - kl by this much of 1 + |reconstruction| + |kl|. */
  private static final double CONSISTENCY = 1e-6;

  /** Refuses with {@link IllegalArgumentException} values that break the rules above. */
  public Nats {
    boolean scored = !Double.isNaN(elbo);
    if (scored == Double.isNaN(reconstruction) || (scored && Double.isNaN(kl))) {
      throw invalid("elbo, reconstruction and kl evaluated together", elbo, reconstruction, kl);
    }
    boolean overflowed = Double.isInfinite(kl) && !(kl > 0 && elbo == Double.NEGATIVE_INFINITY);
    if (overflowed || elbo == Double.POSITIVE_INFINITY) {
      throw invalid("nats below infinity and a finite kl", elbo, reconstruction, kl);
    }
    if (scored && !isDifference(elbo, reconstruction, kl)) {
      throw invalid("elbo = reconstruction - kl", elbo, reconstruction, kl);
    }
  }

  private static boolean isDifference(double elbo, double reconstruction, double kl) {
    if (Double.isInfinite(elbo) || Double.isInfinite(reconstruction)) {
      return elbo == reconstruction;
    }
    double scale = 1 + Math.abs(reconstruction) + Math.abs(kl);
    return Math.abs(elbo - (reconstruction - kl)) <= CONSISTENCY * scale;
  }

  private static IllegalArgumentException invalid(
      String expected, double elbo, double reconstruction, double kl) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "Expected %s, found elbo=%s, reconstruction=%s, kl=%s",
            expected,
            elbo,
            reconstruction,
            kl));
  }

  /** Whether the bound was evaluated. */
  public boolean isScored() {
    return !Double.isNaN(elbo);
  }

  /** Whether all three agree within an absolute tolerance; NaN agrees with NaN. */
  public boolean isClose(Nats other, double tolerance) {
    return isClose(elbo, other.elbo, tolerance)
        && isClose(reconstruction, other.reconstruction, tolerance)
        && isClose(kl, other.kl, tolerance);
  }

  /** Whether two values agree within an absolute tolerance; NaN agrees with NaN. */
  public static boolean isClose(double a, double b, double tolerance) {
    return Double.compare(a, b) == 0 || Math.abs(a - b) <= tolerance;
  }
}
