package org.lateo.latent;

import java.util.ArrayList;
import java.util.List;
import org.lateo.density.Bijection;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.nn.Module;

/**
 * A diagonal Gaussian moved by flows. Its density is known along the way of a draw only: log q(z) =
 * log q(z_0) - Σ log |det|.
 */
record FlowDistribution(DiagonalGaussian base, List<Bijection> steps, Node mean)
    implements LatentDistribution {
  /** A bijection of z that depends on the row. */
  interface Flow extends Module {
    /** The map for the rows of {@code hidden}, the encoder's last layer, {@code [rows, width]}. */
    Bijection given(Node hidden);
  }

  /** The mean is the base's, moved. */
  static FlowDistribution of(DiagonalGaussian base, List<Bijection> steps) {
    Node z = base.mean();
    for (Bijection step : steps) {
      z = step.forward(z).value();
    }
    return new FlowDistribution(base, steps, z);
  }

  /** The base's. */
  @Override
  public Node logVariance() {
    return base.logVariance();
  }

  @Override
  public Sample sample(Node noise) {
    Sample first = base.sample(noise);
    Node z = first.z();
    Node logDensity = SumColumns.of(first.logDensity());
    for (Bijection step : steps) {
      Bijection.Moved moved = step.forward(z);
      z = moved.value();
      logDensity = Sum.subtract(logDensity, SumColumns.of(moved.logDeterminant()));
    }
    return new Sample(z, logDensity);
  }

  /** The base and flows, all read off the encoder's last layer. */
  static Posterior.Conditional conditional(
      int width, int latent, Initialiser weights, List<? extends Flow> flows) {
    return new Layers(
        new DiagonalGaussianPosterior().connect(width, latent, weights), List.copyOf(flows));
  }

  private record Layers(Posterior.Conditional base, List<Flow> flows)
      implements Posterior.Conditional {
    @Override
    public List<Parameter> parameters() {
      List<Parameter> all = new ArrayList<>(base.parameters());
      flows.forEach(flow -> all.addAll(flow.parameters()));
      return all;
    }

    @Override
    public LatentDistribution given(Node hidden) {
      return of(
          (DiagonalGaussian) base.given(hidden),
          flows.stream().map(flow -> flow.given(hidden)).toList());
    }
  }
}
