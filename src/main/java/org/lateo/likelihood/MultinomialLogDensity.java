package org.lateo.likelihood;

import java.util.Arrays;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.NonZeros;
import org.lateo.graph.Tile;
import org.lateo.graph.op.RepeatRows;
import org.lateo.math.FloatMath;
import org.lateo.math.LogFactorial;

/**
 * log Multinomial(x; softmax(logits)) in nats, split over the features of a row of n = Σ x counts:
 *
 * <pre>
 * x_j log softmax(logits)_j - log x_j! + x_j / n log n!
 * </pre>
 *
 * Each feature has its own factorial, and that of n is shared by counts; so a feature that does not
 * occur has zero nats, and the row's sum is exact. The logarithm of the softmax is the logit minus
 * the logarithm of a sum of exponentials, less the largest logit in both, and is taken in double.
 *
 * <p>x may be sparse. It is data and has no gradient. For values between whole numbers the
 * factorial is Γ(x + 1); below zero, where nothing is defined, it is 1.
 */
final class MultinomialLogDensity extends Node {
  private static final int X = 0;
  private static final int LOGITS = 1;

  /** The inputs have one shape. */
  MultinomialLogDensity(Node x, Node logits) {
    super(logits.rows(), logits.columns(), x, logits);
    if (!x.rows().equals(rows()) || x.columns() != columns()) {
      throw new IllegalArgumentException(
          "MultinomialLogDensity expects inputs of one shape, found " + inputs());
    }
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] logits = w.values(input(LOGITS));
    float[] y = w.values(this);
    float[] exp = w.kept(this) == null ? y : w.kept(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * columns();
      int to = from + columns();
      float largest = FloatMath.max(logits, from, to);
      FloatMath.expOfDifference(logits, largest, exp, from, to);
      double logSum = largest + StrictMath.log(FloatMath.sum(exp, from, to));
      Arrays.fill(y, from, to, 0f);
      if (input(X).isSparse()) {
        fillNonZeros(w, r, logSum, y);
      } else {
        fillRow(w, from, to, logSum, y);
      }
    }
  }

  private void fillRow(Values w, int from, int to, double logSum, float[] y) {
    float[] x = w.values(input(X));
    float[] logits = w.values(input(LOGITS));
    double share = share(FloatMath.sum(x, from, to));
    for (int i = from; i < to; i++) {
      if (x[i] != 0) {
        y[i] = nats(x[i], logits[i] - logSum, share);
      }
    }
  }

  private void fillNonZeros(Values w, int r, double logSum, float[] y) {
    NonZeros x = w.nonZeros(input(X));
    float[] logits = w.values(input(LOGITS));
    double share = share(FloatMath.sum(x.values(), x.start(r), x.start(r + 1)));
    for (int k = x.start(r); k < x.start(r + 1); k++) {
      int i = r * columns() + x.columns()[k];
      y[i] = nats(x.values()[k], logits[i] - logSum, share);
    }
  }

  /** A count's part of log n!. */
  private static double share(double n) {
    return n > 0 ? LogFactorial.of(n) / n : 0;
  }

  private static float nats(float x, double logProbability, double share) {
    return (float) (x * (logProbability + share) - LogFactorial.of(x));
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    requireInput(k, LOGITS);
    float[] part = w.scratch(t.rowEnd() * columns());
    fillGradient(w, t, part);
    float[] d = w.gradient(input(LOGITS));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      for (int i = r * columns() + t.column(); i < r * columns() + t.columnEnd(); i++) {
        d[i] += part[i];
      }
    }
  }

  @Override
  protected void setGradient(Values w, int k, Tile t) {
    requireInput(k, LOGITS);
    fillGradient(w, t, w.gradient(input(LOGITS)));
  }

  /** dy_j x_j - softmax_j Σ dy_i x_i, from the exponentials that forward has kept. */
  private void fillGradient(Values w, Tile t, float[] d) {
    float[] exp = w.kept(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * columns();
      int to = from + columns();
      float factor = (float) (-weight(w, r) / FloatMath.sum(exp, from, to));
      for (int i = from; i < to; i++) {
        d[i] = factor * exp[i];
      }
      addWeights(w, r, d);
    }
  }

  /** Σ dy_i x_i over a row. */
  private double weight(Values w, int r) {
    float[] dy = w.gradient(this);
    double sum = 0;
    int at = r * columns();
    if (input(X).isSparse()) {
      NonZeros x = w.nonZeros(input(X));
      for (int k = x.start(r); k < x.start(r + 1); k++) {
        sum += (double) dy[at + x.columns()[k]] * x.values()[k];
      }
      return sum;
    }
    float[] x = w.values(input(X));
    for (int i = at; i < at + columns(); i++) {
      sum += (double) dy[i] * x[i];
    }
    return sum;
  }

  private void addWeights(Values w, int r, float[] d) {
    float[] dy = w.gradient(this);
    int at = r * columns();
    if (input(X).isSparse()) {
      NonZeros x = w.nonZeros(input(X));
      for (int k = x.start(r); k < x.start(r + 1); k++) {
        int i = at + x.columns()[k];
        d[i] += dy[i] * x.values()[k];
      }
      return;
    }
    float[] x = w.values(input(X));
    for (int i = at; i < at + columns(); i++) {
      d[i] += dy[i] * x[i];
    }
  }

  @Override
  protected int keptPerRow() {
    return columns();
  }

  @Override
  protected boolean readsSparse() {
    return true;
  }

  @Override
  protected String emit(Emitter e) {
    String logProbability = e.op("LogSoftmax", Map.of("axis", 1L), e.of(input(LOGITS)));
    return e.op("Add", e.op("Mul", e.of(input(X)), logProbability), emitFactorials(e));
  }

  /** The factorials of repeated rows are computed before the rows are repeated. */
  private String emitFactorials(Emitter e) {
    return input(X) instanceof RepeatRows repeated
        ? repeated.emit(e, emitFactorials(e, e.of(repeated.input(0))))
        : emitFactorials(e, e.of(input(X)));
  }

  /** x / n log n! - log x!, where n is replaced by 1 if it is 0. */
  private static String emitFactorials(Emitter e, String x) {
    Formula count = Formula.ofFloat(e, x);
    String sum = e.op("ReduceSum", Map.of("keepdims", 1L), x, e.integers(1));
    Formula n = Formula.ofFloat(e, sum);
    Formula share = n.logFactorial().over(n.plus(n.sign().negative().plus(1)));
    return count.times(share).minus(count.logFactorial()).toFloat();
  }
}
