package org.lateo.likelihood;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.latent.GaussianLogDensity;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;

/** The Gaussian likelihood's parameters: the layer of means, and the variances. */
final class GaussianConditional implements Likelihood.Conditional {
  private final Scaling scaling;
  private final Dense mean;
  private final ScaleParameter logVariance;

  GaussianConditional(
      String name, int width, Scaling scaling, ScaleParameter logVariance, Initialiser weights) {
    this.scaling = scaling;
    this.mean = new Dense(name + ".mean", width, scaling.columns(), Activation.IDENTITY, weights);
    this.logVariance = logVariance;
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>(mean.parameters());
    parameters.addAll(logVariance.parameters());
    return parameters;
  }

  @Override
  public Node scale(Node raw) {
    return scaling.isNone()
        ? raw
        : ScaleColumns.standardise(Densify.of(raw), scaling.shift(), scaling.scale());
  }

  @Override
  public Moments given(Node hidden) {
    return new Moments(mean.apply(hidden), logVariance.given(hidden), scaling);
  }

  /** Of scaled values, {@code [rows, columns]} both. */
  record Moments(Node scaledMean, Node logVariance, Scaling scaling) implements Observation {
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
