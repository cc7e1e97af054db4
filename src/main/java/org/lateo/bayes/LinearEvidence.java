package org.lateo.bayes;

/**
 * Linear regression on rows φ with weights w ~ N(0, I / α) and noise of the variance 1 / β, in
 * closed form, in double:
 *
 * <pre>
 * Λ = β Φ^T Φ + α I,   posterior N(β Λ^-1 Φ^T y, Λ^-1)
 * log p(y) = [n log α + N log β - β |y - Φm|² - α |m|² - log |Λ| - N log 2π] / 2
 * </pre>
 *
 * <p>α is that of the highest log p(y) for a given β, by MacKay's fixed point; all of it in the
 * basis of the eigenvectors of Φ^T Φ, where Λ is diagonal.
 *
 * <p>See:
 *
 * <pre>
 * MacKay DJC.
 * "Bayesian Interpolation"
 * Neural Computation 4(3), 1992.
 * </pre>
 */
final class LinearEvidence {
  private static final int ITERATIONS = 200;
  private static final double LEAST = 1e-8;
  private static final double MOST = 1e8;

  private final LinearBasis basis;

  /** Φ^T y in the basis. */
  private final double[] moments;

  /** Weights in the basis: means and variances, independent of each other. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Posterior(double alpha, double beta, double[] means, double[] variances) {}

  /**
   * @param y {@code [rows]}
   */
  LinearEvidence(LinearBasis basis, double... y) {
    this.basis = basis;
    this.moments = basis.moments(y);
  }

  /** The posterior of a noise, with the prior of the highest evidence. */
  Posterior posterior(double beta) {
    double alpha = 1;
    for (int i = 0; i < ITERATIONS; i++) {
      double known = 0;
      double length = 0;
      for (int j = 0; j < moments.length; j++) {
        double precision = beta * basis.eigenvalue(j) + alpha;
        double mean = beta * moments[j] / precision;
        known += beta * basis.eigenvalue(j) / precision;
        length += mean * mean;
      }
      alpha = Math.min(MOST, Math.max(LEAST, known / Math.max(length, 1e-300)));
    }
    return posterior(alpha, beta);
  }

  /** The posterior of a prior and a noise. */
  Posterior posterior(double alpha, double beta) {
    double[] means = new double[moments.length];
    double[] variances = new double[moments.length];
    for (int j = 0; j < means.length; j++) {
      variances[j] = 1 / (beta * basis.eigenvalue(j) + alpha);
      means[j] = beta * moments[j] * variances[j];
    }
    return new Posterior(alpha, beta, means, variances);
  }
}
