package org.lateo.bayes;

import java.util.Arrays;
import java.util.List;
import org.lateo.math.FloatMath;
import org.lateo.math.NormalQuantile;

/**
 * What a model expects of a row's targets: a mixture of Gaussians with equal shares, one for each
 * draw of the weights and each member of an ensemble, in raw units.
 *
 * <p>The variance has two parts, which add up: the epistemic part is what is not known of the
 * weights, and falls as more rows are trained on; the aleatoric part is the targets' own noise.
 * Arrays are by dimension, in the order of {@link #names}.
 */
public final class UncertainPrediction {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final int BISECTIONS = 60;

  private final List<String> names;
  private final double[] mean;
  private final double[] epistemic;
  private final double[] aleatoric;
  private final double[][] means;
  private final double[][] variances;

  /**
   * @param means of each Gaussian, {@code [components, dimensions]}
   * @param variances of each Gaussian, likewise
   */
  UncertainPrediction(
      List<String> names,
      double[] mean,
      double[] epistemic,
      double[] aleatoric,
      double[][] means,
      double[][] variances) {
    this.names = names;
    this.mean = mean;
    this.epistemic = epistemic;
    this.aleatoric = aleatoric;
    this.means = means;
    this.variances = variances;
  }

  /** The names of the dimensions, ascending. */
  public List<String> names() {
    return names;
  }

  /** The expected targets, {@code [dimensions]}. */
  public double[] mean() {
    return mean.clone();
  }

  /** The part of the variance that is due to the weights, {@code [dimensions]}. */
  public double[] epistemic() {
    return epistemic.clone();
  }

  /** The part of the variance that is the targets' own, {@code [dimensions]}. */
  public double[] aleatoric() {
    return aleatoric.clone();
  }

  /** The variance, {@code [dimensions]}: the sum of its two parts. */
  public double[] variance() {
    double[] total = epistemic.clone();
    Arrays.setAll(total, k -> epistemic[k] + aleatoric[k]);
    return total;
  }

  /**
   * The number below which a target lies with a probability, for each dimension on its own: to six
   * digits of the probability where there are several Gaussians.
   *
   * @param probability in (0, 1)
   * @return {@code [dimensions]}
   */
  public double[] quantile(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("Expected a probability in (0, 1), found " + probability);
    }
    double[] quantiles = new double[mean.length];
    Arrays.setAll(quantiles, k -> quantile(k, probability));
    return quantiles;
  }

  private double quantile(int k, double probability) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < means.length; c++) {
      double own = means[c][k] + Math.sqrt(variances[c][k]) * NormalQuantile.of(probability);
      low = Math.min(low, own);
      high = Math.max(high, own);
    }
    for (int i = 0; i < BISECTIONS && low < high; i++) {
      double middle = low + (high - low) / 2;
      boolean below = distribution(k, middle) < probability;
      low = below ? middle : low;
      high = below ? high : middle;
    }
    return low + (high - low) / 2;
  }

  /**
   * The probability that a target is at most the given number, for each dimension on its own: to
   * six digits.
   *
   * @param y {@code [dimensions]}
   * @return {@code [dimensions]}
   */
  public double[] probabilityBelow(double... y) {
    requireTargets(y);
    double[] probabilities = new double[y.length];
    Arrays.setAll(probabilities, k -> distribution(k, y[k]));
    return probabilities;
  }

  private double distribution(int k, double y) {
    double sum = 0;
    for (int c = 0; c < means.length; c++) {
      double z = (y - means[c][k]) / Math.sqrt(variances[c][k]);
      sum += 0.5 * (1 + FloatMath.erf((float) (SQRT_HALF * z)));
    }
    return sum / means.length;
  }

  /**
   * The log-density of observed targets in nats, that of the mixture: of all dimensions together,
   * which are independent given the weights.
   *
   * @param y {@code [dimensions]}
   */
  public double logDensity(double... y) {
    requireTargets(y);
    double[] logs = new double[means.length];
    for (int c = 0; c < logs.length; c++) {
      for (int k = 0; k < y.length; k++) {
        double off = y[k] - means[c][k];
        double variance = variances[c][k];
        logs[c] -= 0.5 * (StrictMath.log(2 * Math.PI * variance) + off * off / variance);
      }
    }
    double largest = Arrays.stream(logs).max().orElseThrow();
    double sum = Arrays.stream(logs).map(log -> StrictMath.exp(log - largest)).sum();
    return largest + StrictMath.log(sum / logs.length);
  }

  private void requireTargets(double... y) {
    if (y.length != mean.length) {
      throw new IllegalArgumentException(
          String.format("Expected the targets of %s, found %d numbers", names, y.length));
    }
  }

  @Override
  public String toString() {
    return String.format(
        "UncertainPrediction(names=%s,mean=%s,epistemic=%s,aleatoric=%s)",
        names, Arrays.toString(mean), Arrays.toString(epistemic), Arrays.toString(aleatoric));
  }
}
