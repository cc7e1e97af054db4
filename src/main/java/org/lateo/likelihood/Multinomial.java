package org.lateo.likelihood;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Log1p;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.RepeatColumns;
import org.lateo.graph.op.Softmax;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.nn.DenseLayer;
import org.lateo.nn.DenseLayers;

/**
 * A row is counts, such as of a text's words: n draws of features with probabilities that add up to
 * one. In nats,
 *
 * <pre>
 * log p(x|z) = Σ x_j log softmax(logits)_j + log n! - Σ log x_j!,   n = Σ x_j
 * </pre>
 *
 * n itself is given, not modelled. A feature's nats are x_j log softmax(logits)_j - log x_j! + x_j
 * / n log n!, which add up to the row's.
 *
 * <p>Values have to be whole numbers of 0 and more, and are not scaled. The encoder reads log(1 +
 * x). The mean is that of a single draw: expected shares, which add up to 1 in each row; times n
 * they are expected counts.
 *
 * <p>See:
 *
 * <pre>
 * Miao Y, Yu L, Blunsom P.
 * "Neural Variational Inference for Text Processing", section 3
 * ICML 2016.
 * </pre>
 *
 * There the factorials, which do not depend on the model, are left out.
 */
public final class Multinomial implements Likelihood {
  /** Of any size: counts are factors of the logarithms of shares. */
  private static final ColumnSupport SUPPORT =
      new ColumnSupport(
          "counts (0, 1, 2 ...)", -ColumnSupport.TOLERANCE, Float.MAX_VALUE, true, true);

  /** First shares are at least this times the average one. */
  private static final double LEAST = 1e-3;

  /** The family has no settings. */
  public Multinomial() {}

  @Override
  public Support support(Scaling scaling) {
    return Support.of(SUPPORT, scaling.columns());
  }

  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    columns.forEach(c -> SUPPORT.require(c, this, ""));
    return Scaling.none(columns.size());
  }

  /** Shares of all columns sum to one. */
  @Override
  public Scaling unitsOfMeans(Scaling scaling) {
    double[] size = new double[scaling.columns()];
    Arrays.fill(size, 1.0 / size.length);
    return new Scaling(new double[size.length], size);
  }

  /** The shares of the counts that are there say nothing of the missing ones. */
  @Override
  public void requireSeparable(MissingColumns missing) {
    if (!missing.isNone()) {
      throw new IllegalArgumentException(
          "The multinomial likelihood shares a row's total out among all of its columns, so none"
              + " may be missing; use poisson or negative-binomial");
    }
  }

  @Override
  public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
    return new Family(weights.dense(name + ".logit", width, scaling.columns()));
  }

  private record Family(DenseLayer logit) implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return logit.parameters();
    }

    @Override
    public Map<Parameter, float[]> firstValues(List<ColumnSummary> columns) {
      double total = columns.stream().mapToDouble(ColumnSummary::mean).sum();
      double least = LEAST * total / columns.size() + Double.MIN_NORMAL;
      return Conditional.firstValues(
          logit.bias(), columns, c -> StrictMath.log(Math.max(least, c.mean()) / (total + least)));
    }

    @Override
    public Node encoderInput(Node scaled) {
      return Log1p.of(scaled);
    }

    @Override
    public Observation given(Node hidden) {
      return new Shares(logit.apply(hidden));
    }
  }

  private record Shares(Node logits) implements Observation {
    @Override
    public Node logDensity(Node scaled) {
      return new MultinomialLogDensity(scaled, logits);
    }

    @Override
    public Node mean() {
      return new Softmax(logits);
    }

    @Override
    public Node error(Node raw) {
      Node counts = Densify.of(raw);
      Node total = RepeatColumns.of(SumColumns.of(counts), counts.columns());
      return Sum.subtract(counts, new Product(total, mean()));
    }
  }
}
