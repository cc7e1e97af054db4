package org.lateo.likelihood;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Log1p;
import org.lateo.graph.op.SoftBound;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;

/**
 * Counts with a log-mean of each row and feature from the decoder, within ±{@link #LIMIT}. Values
 * are not scaled; the encoder reads log(1 + x).
 */
final class CountConditional implements Likelihood.Conditional {
  /** Means from 2e-9 to 4.8e8. */
  private static final float LIMIT = 20f;

  /** First means are at least this. */
  private static final double LEAST = 1e-3;

  /** How a family reads a log-mean, {@code [rows, columns]}. */
  interface Density {
    /** log p(x|z), {@code [rows, columns]}. */
    Node of(Node x, Node logMean, Node hidden);
  }

  private final Dense logMean;
  private final List<Parameter> others;
  private final Density density;

  /**
   * @param others parameters of the family besides those of the mean
   */
  CountConditional(
      String name,
      int width,
      int columns,
      Initialiser weights,
      List<Parameter> others,
      Density density) {
    this.logMean = new Dense(name + ".logMean", width, columns, Activation.IDENTITY, weights);
    this.others = others;
    this.density = density;
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(logMean.parameters().stream(), others.stream()).toList();
  }

  @Override
  public Map<Parameter, float[]> firstValues(List<ColumnSummary> columns) {
    return FirstValues.of(
        logMean.bias(),
        columns,
        c -> SoftBound.inverse(StrictMath.log(Math.max(LEAST, c.mean())), LIMIT));
  }

  @Override
  public Node scale(Node raw) {
    return raw;
  }

  @Override
  public Node encoderInput(Node scaled) {
    return Log1p.of(scaled);
  }

  @Override
  public Observation given(Node hidden) {
    return new Means(new SoftBound(logMean.apply(hidden), LIMIT), hidden, density);
  }

  private record Means(Node logMean, Node hidden, Density density) implements Observation {
    @Override
    public Node logDensity(Node scaled) {
      return density.of(Densify.of(scaled), logMean, hidden);
    }

    @Override
    public Node mean() {
      return new Exp(logMean);
    }
  }
}
