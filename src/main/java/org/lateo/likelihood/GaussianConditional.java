package org.lateo.likelihood;

import java.util.List;
import java.util.stream.Stream;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.latent.GaussianLogDensity;
import org.lateo.nn.DenseLayer;

/** The Gaussian likelihood's parameters: the layer of means, and the variances. */
record GaussianConditional(DenseLayer mean, ScaleParameter logVariance, Scaling scaling)
    implements Likelihood.Conditional {
  @Override
  public List<Parameter> parameters() {
    return Stream.of(mean.parameters(), logVariance.parameters()).flatMap(List::stream).toList();
  }

  @Override
  public Node scale(Node raw) {
    return scaling.standardise(raw);
  }

  @Override
  public Moments given(Node hidden) {
    return new Moments(mean.apply(hidden), logVariance.given(hidden), scaling);
  }

  /** Mean and log-variance of scaled values, {@code [rows, columns]} both. */
  record Moments(Node scaledMean, Node logVariance, Scaling scaling) implements Observation {
    @Override
    public Node logDensity(Node scaled) {
      return scaling.ofRaw(new GaussianLogDensity(Densify.of(scaled), scaledMean, logVariance));
    }

    @Override
    public Node mean() {
      return scaling.restore(scaledMean);
    }
  }
}
