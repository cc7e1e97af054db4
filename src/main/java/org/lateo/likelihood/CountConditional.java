package org.lateo.likelihood;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Log1p;
import org.lateo.graph.op.SoftBound;
import org.lateo.nn.DenseLayer;
import org.lateo.nn.DenseLayers;

/**
 * Counts with a log-mean of each row and feature from the decoder, within ±{@link #LIMIT}. Values
 * are not scaled; the encoder reads log(1 + x).
 *
 * @param others parameters of the family besides those of the mean
 */
record CountConditional(DenseLayer logMean, List<Parameter> others, Density density)
    implements Likelihood.Conditional {
  /** Means lie between 2e-9 and 4.8e8. */
  private static final float LIMIT = 20f;

  /** First means are at least this. */
  private static final double LEAST = 1e-3;

  /** How a family reads a log-mean, {@code [rows, columns]}. */
  interface Density {
    /** log p(x|z), {@code [rows, columns]}. */
    Node of(Node x, Node logMean, Node hidden);
  }

  /** The layer of log-means. */
  static DenseLayer logMean(String name, int width, Scaling scaling, DenseLayers weights) {
    return weights.dense(name + ".logMean", width, scaling.columns());
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(logMean.parameters().stream(), others.stream()).toList();
  }

  @Override
  public Map<Parameter, float[]> firstValues(List<ColumnSummary> columns) {
    return Likelihood.Conditional.firstValues(
        logMean.bias(),
        columns,
        c -> SoftBound.inverse(StrictMath.log(Math.max(LEAST, c.mean())), LIMIT));
  }

  @Override
  public Node encoderInput(Node scaled) {
    return Log1p.of(scaled);
  }

  @Override
  public Observation given(Node hidden) {
    Node mean = new SoftBound(logMean.apply(hidden), LIMIT);
    return Observation.of(
        scaled -> density.of(Densify.of(scaled), mean, hidden), () -> new Exp(mean));
  }
}
