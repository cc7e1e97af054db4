package org.lateo.graph.op;

import java.util.Arrays;
import java.util.Map;
import org.lateo.graph.Buffer;
import org.lateo.graph.Node;
import org.lateo.graph.NonZeros;
import org.lateo.graph.Parameter;
import org.lateo.graph.Tile;
import org.lateo.graph.Tiling;

/**
 * x W + b for sparse x, at a cost that follows the number of its non-zeros. Without the native
 * matrix products, whose time would go into zeros.
 *
 * <p>x is {@code [rows, in]}, W the parameter {@code [in, out]}, b the parameter {@code [1, out]}.
 * A row of the value is b plus rows of W, each times a value of x; a row of W's gradient is the sum
 * of rows of the value's gradient, each times a value of x, with the non-zeros in the order of
 * columns.
 */
public final class SparseAffine extends Node {
  private static final int X = 0;
  private static final int WEIGHT = 1;
  private static final int BIAS = 2;

  /** Refuses shapes that do not fit. */
  public SparseAffine(Node x, Parameter weight, Parameter bias) {
    super(x.rows(), weight.columns(), x, weight, bias);
    Affine.requireShapes(this, x, weight, bias);
  }

  @Override
  protected void forward(Values w, Tile t) {
    NonZeros x = w.nonZeros(input(X));
    Buffer weight = w.buffer(input(WEIGHT));
    Buffer bias = w.buffer(input(BIAS));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * columns();
      System.arraycopy(bias.values(), bias.at(0), y, at, columns());
      addRows(weight, weight.values(), x.columns(), x.values(), x.start(r), x.start(r + 1), y, at);
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    if (k == BIAS) {
      Affine.addBiasGradient(w, this, t);
    } else {
      requireInput(k, WEIGHT);
      addWeightGradient(w, t, false);
    }
  }

  @Override
  protected void setGradient(Values w, int k, Tile t) {
    if (k == WEIGHT) {
      addWeightGradient(w, t, true);
    } else {
      super.setGradient(w, k, t);
    }
  }

  /** In one pass over the rows of W, cleared as they come where nothing is there to add to. */
  private void addWeightGradient(Values w, Tile t, boolean clear) {
    NonZeros x = w.nonZeros(input(X));
    Buffer weight = w.buffer(input(WEIGHT));
    Buffer out = w.buffer(this);
    float[] dWeight = weight.gradient();
    float[] ofColumn = w.scratch(x.size());
    for (int k = x.columnStart(t.row()); k < x.columnStart(t.rowEnd()); k++) {
      ofColumn[k] = x.values()[x.positions()[k]];
    }
    for (int c = t.row(); c < t.rowEnd(); c++) {
      int at = weight.at(c);
      if (clear) {
        Arrays.fill(dWeight, at, at + columns(), 0f);
      }
      int from = x.columnStart(c);
      addRows(out, out.gradient(), x.rows(), ofColumn, from, x.columnStart(c + 1), dWeight, at);
    }
  }

  /**
   * Adds rows of a matrix, each times a factor, to a row of another. Four at a time, which takes
   * half as long as one: the sum is loaded and stored a quarter as often.
   *
   * @param matrix which rows the matrix has, and where
   * @param from the first of {@code rows} and {@code factors}
   * @param at where the other row starts in {@code y}
   */
  private static void addRows(
      Buffer matrix,
      float[] values,
      int[] rows,
      float[] factors,
      int from,
      int to,
      float[] y,
      int at) {
    int n = matrix.at(1) - matrix.at(0);
    int k = from;
    for (; k + 3 < to; k += 4) {
      int a = matrix.at(rows[k]);
      int b = matrix.at(rows[k + 1]);
      int c = matrix.at(rows[k + 2]);
      int d = matrix.at(rows[k + 3]);
      addFour(values, a, b, c, d, factors, k, y, at, n);
    }
    for (; k < to; k++) {
      addOne(values, matrix.at(rows[k]), factors[k], y, at, n);
    }
  }

  private static void addFour(
      float[] m, int a, int b, int c, int d, float[] factors, int k, float[] y, int at, int n) {
    float p = factors[k];
    float q = factors[k + 1];
    float r = factors[k + 2];
    float s = factors[k + 3];
    for (int j = 0; j < n; j++) {
      y[at + j] += (p * m[a + j] + q * m[b + j]) + (r * m[c + j] + s * m[d + j]);
    }
  }

  private static void addOne(float[] m, int from, float factor, float[] y, int at, int n) {
    for (int j = 0; j < n; j++) {
      y[at + j] += factor * m[from + j];
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Gemm", Map.of(), e.of(input(X)), e.of(input(WEIGHT)), e.of(input(BIAS)));
  }

  @Override
  protected Tiling inputTiling(int k) {
    return Tiling.WEIGHTS;
  }

  @Override
  protected boolean readsSparse() {
    return true;
  }
}
