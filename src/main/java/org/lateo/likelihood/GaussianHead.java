package org.lateo.likelihood;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lateo.graph.Broadcast;
import org.lateo.graph.Densify;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ScaleColumns;
import org.lateo.graph.SoftBound;
import org.lateo.latent.GaussianLogDensity;
import org.lateo.likelihood.Gaussian.Variance;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;

/** The Gaussian likelihood's parameters: the layer of means, and the variances. */
final class GaussianHead implements Likelihood.Conditional {
  private static final float LOG_VARIANCE_LIMIT = 12f;

  private final Scaling scaling;
  private final Dense mean;

  /** One of the next two is null. */
  private final Dense rowLogVariance;

  private final Parameter logVariance;

  GaussianHead(int width, Scaling scaling, Variance variance, Initialiser weights) {
    int columns = scaling.columns();
    this.scaling = scaling;
    this.mean = new Dense("likelihood.mean", width, columns, Activation.IDENTITY, weights);
    boolean perRow = variance == Variance.ROW;
    this.rowLogVariance =
        perRow
            ? new Dense("likelihood.logVariance", width, columns, Activation.IDENTITY, weights)
            : null;
    this.logVariance =
        perRow
            ? null
            : new Parameter(
                "likelihood.logVariance",
                1,
                variance == Variance.SHARED ? 1 : columns,
                Initialiser.constant(0f));
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(mean.parameters());
    if (rowLogVariance != null) {
      parameters.addAll(rowLogVariance.parameters());
    } else {
      parameters.add(logVariance);
    }
    return parameters;
  }

  @Override
  public Node scale(Node raw) {
    return scaling.isNone()
        ? raw
        : ScaleColumns.standardise(Densify.of(raw), scaling.shift(), scaling.scale());
  }

  @Override
  public Observation given(Node hidden) {
    Node unbounded =
        rowLogVariance != null
            ? rowLogVariance.apply(hidden)
            : new Broadcast(logVariance, hidden.rows(), scaling.columns());
    return new Moments(mean.apply(hidden), new SoftBound(unbounded, LOG_VARIANCE_LIMIT), scaling);
  }

  private record Moments(Node scaledMean, Node logVariance, Scaling scaling)
      implements Observation {
    /** The density of x is that of x / scale, divided by scale. */
    @Override
    public Node logDensity(Node scaled) {
      Node density = new GaussianLogDensity(Densify.of(scaled), scaledMean, logVariance);
      double[] logScale = Arrays.stream(scaling.scale()).map(StrictMath::log).toArray();
      return scaling.isNone() ? density : ScaleColumns.subtract(density, logScale);
    }

    @Override
    public Node mean() {
      return scaling.isNone()
          ? scaledMean
          : ScaleColumns.restore(scaledMean, scaling.shift(), scaling.scale());
    }
  }
}
