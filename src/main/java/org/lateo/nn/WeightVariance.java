package org.lateo.nn;

import org.lateo.graph.Buffer;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Tile;
import org.lateo.math.FloatMath;

/**
 * σ² of Gaussian weights, {@code [rows, columns]}, σ = softplus(ρ) + {@value #LEAST}, of a
 * parameter ρ of that shape.
 *
 * <p>One node in place of a chain of them, since there are as many variances as weights, and an
 * array of all of them does not stay in the inner caches from one node to the next. The gradient's
 * factor 2 σ sigmoid(ρ) is kept from the forward pass, which has the sigmoid already.
 */
final class WeightVariance extends Node {
  /** Softplus of a large negative number is 0, whose logarithm is infinite. */
  static final float LEAST = 1e-6f;

  private static final int PIECE = 1024;

  WeightVariance(Parameter spread) {
    super(spread.rows(), spread.columns(), spread);
  }

  @Override
  protected void forward(Values w, Tile t) {
    Buffer spread = w.buffer(input(0));
    int end = t.rowEnd() * columns();
    for (int from = t.row() * columns(); from < end; from += PIECE) {
      piece(w, spread.values(), spread.at(0) + from, from, Math.min(PIECE, end - from));
    }
  }

  /** The compiler makes vector instructions of arrays that are read at one position only. */
  private void piece(Values w, float[] spread, int at, int to, int count) {
    float[][] scratch = w.scratchRows(3, PIECE);
    float[] x = scratch[0];
    float[] tanh = scratch[1];
    float[] out = scratch[2];
    System.arraycopy(spread, at, x, 0, count);
    for (int i = 0; i < count; i++) {
      tanh[i] = FloatMath.tanh(0.5f * x[i]);
    }
    for (int i = 0; i < count; i++) {
      float deviation =
          Math.max(x[i], 0f) - FloatMath.logSigmoidOfHalf(0.5f * Math.abs(tanh[i]) + 0.5f) + LEAST;
      out[i] = deviation * deviation;
      tanh[i] = deviation * (tanh[i] + 1f);
    }
    System.arraycopy(out, 0, w.values(this), to, count);
    if (w.kept(this) != null) {
      System.arraycopy(tanh, 0, w.kept(this), to, count);
    }
  }

  @Override
  protected int keptPerRow() {
    return columns();
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    Buffer spread = w.buffer(input(0));
    float[] slope = w.kept(this);
    float[] dOut = w.gradient(this);
    float[] d = spread.gradient();
    int offset = spread.at(0);
    for (int i = t.row() * columns(); i < t.rowEnd() * columns(); i++) {
      d[offset + i] += slope[i] * dOut[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    String softplus = e.op("Softplus", e.of(input(0)));
    String deviation = e.op("Add", softplus, e.constant(new float[] {LEAST}));
    return e.op("Mul", deviation, deviation);
  }
}
