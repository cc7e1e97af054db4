package org.lateo.likelihood;

import java.util.List;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Sigmoid;
import org.lateo.nn.DenseLayer;
import org.lateo.nn.DenseLayers;

/**
 * Each feature is 0 or 1 with a probability of its own; values between are taken as probabilities
 * (grey pixels), for which the log-density is the usual cross-entropy, not normalised.
 *
 * <p>Values are not scaled: they have to lie in [0, 1].
 */
public final class Bernoulli implements Likelihood {
  /** First probabilities are at least this, and at most 1 less this. */
  private static final double LEAST = 1e-3;

  private static final ColumnSupport SUPPORT = ColumnSupport.between("values in [0, 1]", 0, 1);
  private static final String ADVICE = "; scale the values or use the gaussian likelihood";

  /** The family has no settings. */
  public Bernoulli() {}

  @Override
  public Support support(Scaling scaling) {
    return Support.of(SUPPORT, scaling.columns());
  }

  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    columns.forEach(c -> SUPPORT.require(c, this, ADVICE));
    return Scaling.none(columns.size());
  }

  @Override
  public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
    DenseLayer logit = weights.dense(name + ".logit", width, scaling.columns());
    return connect(name, width, logit, scaling, weights);
  }

  /** The layer's value is the means' logits. */
  @Override
  public Conditional connect(
      String name, int width, DenseLayer means, Scaling scaling, DenseLayers weights) {
    return new Family(means);
  }

  private record Family(DenseLayer logit) implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return logit.parameters();
    }

    @Override
    public Map<Parameter, float[]> firstValues(List<ColumnSummary> columns) {
      return Conditional.firstValues(logit.bias(), columns, c -> logit(c.mean()));
    }

    /** The logit of a probability, kept away from 0 and 1, which validation rows may contradict. */
    private static double logit(double mean) {
      double p = Math.max(LEAST, Math.min(1 - LEAST, mean));
      return StrictMath.log(p / (1 - p));
    }

    @Override
    public Observation given(Node hidden) {
      Node logits = logit.apply(hidden);
      return Observation.of(
          scaled -> new BernoulliLogDensity(Densify.of(scaled), logits), () -> new Sigmoid(logits));
    }
  }
}
