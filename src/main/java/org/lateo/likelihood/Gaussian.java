package org.lateo.likelihood;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.List;
import org.lateo.config.Fields;
import org.lateo.nn.DenseLayer;
import org.lateo.nn.DenseLayers;

/**
 * Each feature is Gaussian with a mean and a variance, learned or fixed. Values are standardised
 * (mean 0, variance 1 over the training rows; constant columns are centred only), and log-densities
 * are those of the raw values.
 *
 * <p>Learned log-variances of standardised values stay within ±12: standard deviations from 0.0025
 * to 400 times the column's. A fixed standard deviation is in units of the column's too, so that
 * one number suits columns of any size.
 */
public final class Gaussian implements Likelihood {
  /** Natural logarithm of the largest and of one over the smallest variance. */
  static final float LOG_VARIANCE_LIMIT = 12f;

  /** What a variance belongs to. */
  public enum Variance {
    /** One for all features. */
    SHARED,
    /** One for each feature. */
    FEATURE,
    /** One for each row and feature, from the decoder. */
    ROW,
    /** Fixed, not learned. */
    FIXED;

    /** The log-variance of scaled values. */
    ScaleParameter connect(
        String name, int width, int columns, double standardDeviation, DenseLayers weights) {
      String field = name + ".logVariance";
      return switch (this) {
        case SHARED -> ScaleParameter.shared(field, columns, LOG_VARIANCE_LIMIT);
        case FEATURE -> ScaleParameter.ofFeatures(field, columns, LOG_VARIANCE_LIMIT);
        case ROW -> ScaleParameter.ofRows(field, width, columns, LOG_VARIANCE_LIMIT, weights);
        case FIXED -> ScaleParameter.fixed(columns, 2 * StrictMath.log(standardDeviation));
      };
    }
  }

  @Config(description = "What a variance belongs to: SHARED, FEATURE, ROW, or FIXED (not learned).")
  private Variance variance = Variance.FEATURE;

  @Config(description = "For FIXED: the standard deviation, in units of each column's own.")
  private double standardDeviation = 1;

  /** One variance for each feature. */
  public Gaussian() {}

  /** Learned variances, or a fixed standard deviation of 1. */
  public Gaussian(Variance variance) {
    this.variance = requireNonNull(variance, "variance");
  }

  /**
   * Learned variances, or a fixed standard deviation.
   *
   * @param standardDeviation if it is fixed, in units of each column's own, from 0.001 to 1000
   * @throws PropertyException if it is outside
   */
  public Gaussian(Variance variance, double standardDeviation) {
    this(variance);
    this.standardDeviation = standardDeviation;
    postConfig();
  }

  @Override
  public void postConfig() {
    boolean holds = standardDeviation >= 1e-3 && standardDeviation <= 1e3;
    Fields.require(holds, "standardDeviation", "0.001 to 1000", standardDeviation);
  }

  /** What a variance belongs to. */
  public Variance variance() {
    return variance;
  }

  @Override
  public boolean takesAnyNumber() {
    return true;
  }

  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    return Scaling.standardising(columns);
  }

  @Override
  public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
    DenseLayer mean = weights.dense(name + ".mean", width, scaling.columns());
    return connect(name, width, mean, scaling, weights);
  }

  @Override
  public Conditional connect(
      String name, int width, DenseLayer means, Scaling scaling, DenseLayers weights) {
    ScaleParameter logVariance =
        variance.connect(name, width, scaling.columns(), standardDeviation, weights);
    return new GaussianConditional(means, logVariance, scaling);
  }
}
