package org.lateo.likelihood;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.Arrays;
import java.util.List;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Log;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.likelihood.Gaussian.Variance;
import org.lateo.nn.DenseLayer;
import org.lateo.nn.DenseLayers;

/**
 * Each feature is positive and its logarithm Gaussian: amounts, durations, sizes. With x = e^s,
 *
 * <pre>
 * log p(x) = log N(s; mean, variance) - s,   E[x] = e^(mean + variance / 2)
 * </pre>
 *
 * <p>Logarithms are standardised as the moments of a log-normal column would have it: variance
 * log(1 + v / m²), 1 for constant columns, and mean log m less half of that, for a column of mean m
 * and variance v. The encoder reads the standardised logarithms. Log-variances are bounded as
 * {@link Gaussian}'s. Values below the smallest normal float, 1.2e-38, are impossible.
 */
public final class LogNormal implements Likelihood {
  private static final ColumnSupport SUPPORT =
      new ColumnSupport(
          "positive values (of 1.2e-38 and more)", Float.MIN_NORMAL, Float.MAX_VALUE, false, true);

  @Config(
      description =
          "What the variance of logarithms belongs to: SHARED, FEATURE, ROW, or FIXED (that of the"
              + " column).")
  private Variance variance = Variance.FEATURE;

  /** One variance for each feature. */
  public LogNormal() {}

  /** Variances of logarithms that belong to what is given. */
  public LogNormal(Variance variance) {
    this.variance = requireNonNull(variance, "variance");
  }

  @Override
  public Support support(Scaling scaling) {
    return Support.of(SUPPORT, scaling.columns());
  }

  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    double[] shift = new double[columns.size()];
    double[] scale = new double[columns.size()];
    for (int i = 0; i < shift.length; i++) {
      ColumnSummary c = columns.get(i);
      SUPPORT.require(c, this, "; absent values are 0");
      double logVariance = StrictMath.log1p(c.variance() / (c.mean() * c.mean()));
      scale[i] = logVariance > 1e-14 ? Math.sqrt(logVariance) : 1;
      shift[i] = StrictMath.log(c.mean()) - scale[i] * scale[i] / 2;
    }
    return new Scaling(shift, scale);
  }

  /** The scaling is that of logarithms. */
  @Override
  public Scaling unitsOfMeans(Scaling scaling) {
    double[] size = Arrays.stream(scaling.shift()).map(StrictMath::exp).toArray();
    return new Scaling(new double[size.length], size);
  }

  /**
   * The columns' standard deviations; of a constant column, which has none, 1.3 times its value.
   */
  @Override
  public double[] errorUnits(Scaling scaling) {
    double[] units = new double[scaling.columns()];
    for (int c = 0; c < units.length; c++) {
      double variance = scaling.scale()[c] * scaling.scale()[c];
      double mean = StrictMath.exp(scaling.shift()[c] + variance / 2);
      units[c] = Math.max(Float.MIN_NORMAL, mean * Math.sqrt(StrictMath.expm1(variance)));
    }
    return units;
  }

  @Override
  public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
    ScaleParameter logVariance = variance.connect(name, width, scaling.columns(), 1, weights);
    DenseLayer mean = weights.dense(name + ".mean", width, scaling.columns());
    return new Family(new GaussianConditional(mean, logVariance, scaling), scaling);
  }

  /** Biases of zero have the columns' mean if variances are 1, as they are at first. */
  private record Family(GaussianConditional ofLogarithm, Scaling scaling) implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return ofLogarithm.parameters();
    }

    @Override
    public Node scale(Node raw) {
      return ofLogarithm.scale(new Log(Densify.of(raw)));
    }

    @Override
    public Observation given(Node hidden) {
      GaussianConditional.Moments given = ofLogarithm.given(hidden);
      return Observation.of(
          scaled -> Sum.subtract(given.logDensity(scaled), scaling.restore(scaled)),
          () -> mean(given));
    }

    private Node mean(GaussianConditional.Moments given) {
      double[] half = Arrays.stream(scaling.scale()).map(s -> s * s / 2).toArray();
      Node variance = new Exp(given.logVariance());
      Node correction = ScaleColumns.restore(variance, new double[half.length], half);
      return new Exp(Sum.add(given.mean(), correction));
    }
  }
}
