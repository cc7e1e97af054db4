package org.lateo.likelihood;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;
import java.util.Map;
import org.lateo.graph.Initialiser;

/**
 * Each feature is Gaussian with a mean and a learned variance. Values are standardised (mean 0,
 * variance 1 over the training rows; constant columns are centred only), and log-densities are
 * those of the raw values.
 *
 * <p>Log-variances of standardised values stay within ±12: standard deviations from 0.0025 to 400
 * times the column's.
 */
public final class Gaussian implements Likelihood {
  /** What a learned variance belongs to. */
  public enum Variance {
    /** One for all features. */
    SHARED,
    /** One for each feature. */
    FEATURE,
    /** One for each row and feature, from the decoder. */
    ROW
  }

  @Config(description = "What a learned variance belongs to: SHARED, FEATURE or ROW.")
  private Variance variance = Variance.FEATURE;

  /** One variance for each feature. */
  public Gaussian() {}

  /** Variances as given. */
  public Gaussian(Variance variance) {
    this.variance = requireNonNull(variance, "variance");
  }

  /** What a learned variance belongs to. */
  public Variance variance() {
    return variance;
  }

  @Override
  public String partName() {
    return "gaussian";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("variance", variance.name());
  }

  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    double[] shift = columns.stream().mapToDouble(ColumnSummary::mean).toArray();
    double[] scale = columns.stream().mapToDouble(Gaussian::standardDeviation).toArray();
    return new Scaling(shift, scale);
  }

  /** 1 for a column that is constant up to rounding. */
  private static double standardDeviation(ColumnSummary c) {
    double deviation = Math.sqrt(c.variance());
    double size = Math.max(Math.abs(c.min()), Math.abs(c.max()));
    return deviation > 1e-7 * size ? deviation : 1;
  }

  @Override
  public Conditional connect(int width, Scaling scaling, Initialiser weights) {
    return new GaussianHead(width, scaling, variance, weights);
  }
}
