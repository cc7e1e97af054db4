package org.lateo.likelihood;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.SelectColumns;
import org.lateo.graph.op.Softmax;
import org.lateo.nn.DenseLayer;
import org.lateo.nn.DenseLayers;

/**
 * All features together are one variable of k categories: at most one of them is 1, the others are
 * 0. That none is 1 is an outcome like the others, as where a value was never seen in training, so
 * k + 1 probabilities add up to one.
 *
 * <p>The nats of the feature that is 1 are the log of its probability; where no feature is 1, each
 * has a k-th of the log-probability of that outcome. A row's nats are their sum. Rows with several
 * features set, which training refuses, count as several draws. The mean of a feature is its
 * probability.
 *
 * <p>{@link MixedLikelihood} uses it for the columns of a {@code field@value} group.
 */
public final class Categorical implements Likelihood {
  /** First probabilities are at least this. */
  private static final double LEAST = 1e-4;

  private static final ColumnSupport SUPPORT = ColumnSupport.between("0 or 1", 0, 1).wholeNumbers();

  /** The family has no settings. */
  public Categorical() {}

  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    double total = 0;
    for (ColumnSummary c : columns) {
      requireOneHot(c);
      total += c.mean();
    }
    if (total > 1 + 1e-6) {
      throw new IllegalArgumentException(
          String.format(
              "The categorical likelihood expects at most one feature a row to be 1, found %s on"
                  + " average among %s to %s",
              total, columns.get(0).name(), columns.get(columns.size() - 1).name()));
    }
    return Scaling.none(columns.size());
  }

  private void requireOneHot(ColumnSummary c) {
    SUPPORT.require(c, this, "");
    if (c.conflictRow() >= 0) {
      String one = "at most one feature of a group to be 1";
      throw ColumnSupport.refused(this, one, "several", c, c.conflictRow(), "");
    }
  }

  @Override
  public Support support(Scaling scaling) {
    List<Integer> all = IntStream.range(0, scaling.columns()).boxed().toList();
    return new Support(Collections.nCopies(all.size(), SUPPORT), List.of(all));
  }

  /** The columns are one variable. */
  @Override
  public void requireSeparable(MissingColumns missing) {
    long variables = missing.units().stream().distinct().count();
    if (variables > 1) {
      throw new IllegalArgumentException(
          "The categorical likelihood takes its columns as one variable, so they have to be missing"
              + " together, as columns field@value of one field are; found "
              + variables
              + " variables that are missing apart");
    }
  }

  @Override
  public Conditional connect(String name, int width, Scaling scaling, DenseLayers weights) {
    int logits = scaling.columns() + 1;
    return new Family(weights.dense(name + ".logit", width, logits));
  }

  private record Family(DenseLayer logit) implements Conditional {
    @Override
    public List<Parameter> parameters() {
      return logit.parameters();
    }

    @Override
    public Map<Parameter, float[]> firstValues(List<ColumnSummary> columns) {
      float[] logs = new float[columns.size() + 1];
      double none = 1;
      for (int c = 0; c < columns.size(); c++) {
        logs[c] = log(columns.get(c).mean());
        none -= columns.get(c).mean();
      }
      logs[columns.size()] = log(none);
      return Map.of(logit.bias(), logs);
    }

    private static float log(double probability) {
      return (float) StrictMath.log(Math.max(LEAST, probability));
    }

    @Override
    public Observation given(Node hidden) {
      Node logits = logit.apply(hidden);
      int[] categories = IntStream.range(0, logits.columns() - 1).toArray();
      return Observation.of(
          scaled -> new CategoricalLogDensity(Densify.of(scaled), logits),
          () -> SelectColumns.of(new Softmax(logits), categories));
    }
  }
}
