package org.lateo.likelihood;

import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.graph.op.SelectColumns;
import org.lateo.math.FloatMath;

/**
 * The log-probability, in nats, of one-hot rows x {@code [rows, k]} under softmax(logits) {@code
 * [rows, k + 1]}, whose last is for rows with no column set. Column j has
 *
 * <pre>
 * x_j log softmax(logits)_j + max(0, 1 - Σ x) / k log softmax(logits)_k+1
 * </pre>
 *
 * so the columns add up to the row's log-probability. x is data and has no gradient.
 */
final class CategoricalLogDensity extends Node {
  private static final int X = 0;
  private static final int LOGITS = 1;

  /** The logits have one column more than x. */
  CategoricalLogDensity(Node x, Node logits) {
    super(logits.rows(), x.columns(), x, logits);
    if (!x.rows().equals(rows()) || logits.columns() != columns() + 1) {
      throw new IllegalArgumentException(
          "CategoricalLogDensity expects x [rows, k] and logits [rows, k + 1], found " + inputs());
    }
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(X));
    float[] logits = w.values(input(LOGITS));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * columns();
      int from = at + r;
      double logSum = logSum(w, logits, from);
      float none = (float) (none(x, at) * (logits[from + columns()] - logSum));
      for (int c = 0; c < columns(); c++) {
        y[at + c] = x[at + c] * (float) (logits[from + c] - logSum) + none;
      }
    }
  }

  /**
   * The log of the sum of exponentials of the logits from {@code from} on; the exponentials are
   * left in scratch.
   */
  private double logSum(Values w, float[] logits, int from) {
    int to = from + columns() + 1;
    float[] exp = w.scratch(to);
    float largest = FloatMath.max(logits, from, to);
    FloatMath.expOfDifference(logits, largest, exp, from, to);
    return largest + StrictMath.log(FloatMath.sum(exp, from, to));
  }

  /** Each column's share of the outcome that no column is set. */
  private double none(float[] x, int at) {
    return Math.max(0, 1 - FloatMath.sum(x, at, at + columns())) / columns();
  }

  /** The gradient of logit j is weight_j - softmax_j Σ weight. */
  @Override
  protected void addGradient(Values w, int k, Tile t) {
    requireInput(k, LOGITS);
    float[] x = w.values(input(X));
    float[] logits = w.values(input(LOGITS));
    float[] dy = w.gradient(this);
    float[] d = w.gradient(input(LOGITS));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * columns();
      int from = at + r;
      logSum(w, logits, from);
      double set = 0;
      for (int c = 0; c < columns(); c++) {
        set += (double) dy[at + c] * x[at + c];
      }
      double none = none(x, at) * FloatMath.sum(dy, at, at + columns());
      float[] exp = w.scratch(from + columns() + 1);
      float factor = (float) ((set + none) / FloatMath.sum(exp, from, from + columns() + 1));
      for (int c = t.column(); c < t.columnEnd(); c++) {
        d[from + c] += c == columns() ? (float) none : dy[at + c] * x[at + c];
        d[from + c] -= factor * exp[from + c];
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    int[] categories = IntStream.range(0, columns()).toArray();
    String x = e.of(input(X));
    String logs = e.op("LogSoftmax", Map.of("axis", 1L), e.of(input(LOGITS)));
    String set = e.op("Mul", x, SelectColumns.emit(e, logs, categories));
    String sum = e.op("ReduceSum", Map.of("keepdims", 1L), x, e.integers(1));
    String none = e.op("Relu", e.op("Sub", e.constant(new float[] {1f}), sum));
    String share = e.op("Mul", none, e.constant(new float[] {1f / columns()}));
    return e.op("Add", set, e.op("Mul", share, SelectColumns.emit(e, logs, columns())));
  }
}
