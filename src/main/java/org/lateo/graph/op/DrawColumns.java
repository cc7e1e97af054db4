package org.lateo.graph.op;

import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.math.FloatMath;

/**
 * Which columns of a row of weights stand for all of them: the heaviest, and one drawn from the
 * others in proportion to its weight. The sum of weight times f over all columns is, on average
 * over draws, the sum of importance weight times weight times f over the chosen columns.
 *
 * <p>See:
 *
 * <pre>
 * Liu R, Regier J, Tripuraneni N, Jordan MI, McAuliffe J.
 * "Rao-Blackwellized Stochastic Gradients for Discrete Distributions", section 3
 * ICML 2019.
 * </pre>
 *
 * <p>The value, {@code [rows, 2 * count]}, has the numbers of the columns, the heaviest first and
 * the drawn one last, and then their importance weights: 1 for the heaviest; for the drawn column
 * the total weight of the columns that it was drawn from, over its own weight. That is 0 where
 * these weights are all 0, and NaN where one is NaN. Columns and importance weights are data to the
 * nodes that read them.
 */
public final class DrawColumns extends Node {
  private static final int WEIGHTS = 0;
  private static final int NOISE = 1;
  private static final float SQRT_HALF = (float) Math.sqrt(0.5);

  private final int count;

  /**
   * @param weights 0 or more, {@code [rows, columns]}
   * @param noise standard normal, {@code [rows, 1]}
   * @param count how many columns are chosen, from 1 to all
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public DrawColumns(Node weights, Node noise, int count) {
    super(weights.rows(), 2 * count, weights, noise);
    this.count = count;
    if (count > weights.columns() || noise.columns() != 1 || !noise.rows().equals(weights.rows())) {
      throw new IllegalArgumentException(
          "Expected noise [rows, 1] and at most all columns, found " + count + " of " + inputs());
    }
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] weights = w.values(input(WEIGHTS));
    float[] noise = w.values(input(NOISE));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * input(WEIGHTS).columns();
      int to = r * columns();
      for (int k = 0; k < count - 1; k++) {
        y[to + k] = heaviest(weights, from, y, to, k);
        y[to + count + k] = 1f;
      }
      draw(weights, from, noise[r], y, to);
    }
  }

  /** The heaviest column but those that were chosen before. */
  private int heaviest(float[] weights, int from, float[] y, int to, int before) {
    int best = -1;
    for (int c = 0; c < input(WEIGHTS).columns(); c++) {
      if ((best < 0 || weights[from + c] > weights[from + best]) && !isIn(c, y, to, before)) {
        best = c;
      }
    }
    return best;
  }

  private static boolean isIn(int column, float[] y, int to, int chosen) {
    for (int k = 0; k < chosen; k++) {
      if (y[to + k] == column) {
        return true;
      }
    }
    return false;
  }

  /** Some other column even where all others weigh nothing, or where weights are not numbers. */
  private void draw(float[] weights, int from, float noise, float[] y, int to) {
    double rest = 0;
    for (int c = 0; c < input(WEIGHTS).columns(); c++) {
      rest += isIn(c, y, to, count - 1) ? 0 : weights[from + c];
    }
    double left = rest * 0.5 * (1 + FloatMath.erf(SQRT_HALF * noise));
    int drawn = -1;
    for (int c = 0; c < input(WEIGHTS).columns(); c++) {
      boolean reached = drawn < 0 || (left >= 0 && weights[from + c] > 0);
      if (reached && !isIn(c, y, to, count - 1)) {
        drawn = c;
        left -= weights[from + c];
      }
    }
    y[to + count - 1] = drawn;
    y[to + columns() - 1] = rest == 0 ? 0f : (float) (rest / weights[from + drawn]);
  }

  /** All weights are read once for each column that is chosen, and twice for the draw. */
  @Override
  protected int workPerRow() {
    return (count + 2) * input(WEIGHTS).columns();
  }

  @Override
  protected boolean isDifferentiable() {
    return false;
  }

  @Override
  protected String emit(Emitter e) {
    throw new UnsupportedOperationException("A random choice of columns cannot be written as ONNX");
  }
}
