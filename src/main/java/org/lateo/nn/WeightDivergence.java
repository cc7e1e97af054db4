package org.lateo.nn;

import java.util.Map;
import org.lateo.graph.Buffer;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Tile;
import org.lateo.math.FloatMath;

/**
 * The divergence of independent Gaussians N(μ, σ²) from N(0, s²), summed over each row, {@code
 * [rows, 1]}:
 *
 * <pre>
 * KL = Σ [(μ² + σ²) / s² - 1 - log(σ² / s²)] / 2
 * dKL/dμ = μ / s²,   dKL/dσ² = (1 / s² - 1 / σ²) / 2
 * </pre>
 *
 * <p>μ is a parameter {@code [rows, columns]} and σ² of its shape. A gradient reads μ in the tile
 * that it writes alone, where the parameter has not moved yet.
 */
final class WeightDivergence extends Node {
  private static final int MEAN = 0;
  private static final int VARIANCE = 1;

  private final double prior;

  /**
   * @param prior the standard deviation s
   */
  WeightDivergence(Parameter mean, Node variance, double prior) {
    super(mean.rows(), 1, mean, variance);
    this.prior = prior;
  }

  @Override
  protected void forward(Values w, Tile t) {
    Buffer mean = w.buffer(input(MEAN));
    float[] variance = w.values(input(VARIANCE));
    int width = input(MEAN).columns();
    double precision = 1 / (prior * prior);
    double constant = width * (2 * StrictMath.log(prior) - 1);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * width;
      double squares =
          FloatMath.sumOfSquares(mean.values(), mean.at(r), mean.at(r) + width)
              + FloatMath.sum(variance, at, at + width);
      double logs = FloatMath.sumOfLogs(variance, at, at + width);
      w.values(this)[r] = (float) (0.5 * (squares * precision + constant - logs));
    }
  }

  @Override
  protected int workPerRow() {
    return input(MEAN).columns();
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] dOut = w.gradient(this);
    Buffer to = w.buffer(input(k));
    float half = (float) (0.5 / (prior * prior));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = to.at(r) + t.column();
      int end = to.at(r) + t.columnEnd();
      if (k == MEAN) {
        addOfMeans(2 * half * dOut[r], to.values(), to.gradient(), from, end);
      } else {
        addOfVariances(half, dOut[r], to.values(), to.gradient(), from, end);
      }
    }
  }

  private static void addOfMeans(float factor, float[] mean, float[] d, int from, int to) {
    for (int i = from; i < to; i++) {
      d[i] += factor * mean[i];
    }
  }

  private static void addOfVariances(
      float half, float dOut, float[] variance, float[] d, int from, int to) {
    for (int i = from; i < to; i++) {
      d[i] += dOut * (half - 0.5f / variance[i]);
    }
  }

  @Override
  protected String emit(Emitter e) {
    String mean = e.of(input(MEAN));
    String variance = e.of(input(VARIANCE));
    String squares = e.op("Add", e.op("Mul", mean, mean), variance);
    String scaled = e.op("Mul", squares, number(e, 1 / (prior * prior)));
    String rest = e.op("Sub", scaled, e.op("Log", variance));
    String each = e.op("Add", rest, number(e, 2 * StrictMath.log(prior) - 1));
    String sum = e.op("ReduceSum", Map.of("keepdims", 1L), each, e.integers(1));
    return e.op("Mul", sum, number(e, 0.5));
  }

  private static String number(Emitter e, double value) {
    return e.constant(new float[] {(float) value});
  }
}
