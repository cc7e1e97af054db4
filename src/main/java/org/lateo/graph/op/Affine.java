package org.lateo.graph.op;

import java.util.Map;
import org.lateo.graph.Buffer;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.graph.Tiling;

/**
 * x W + b.
 *
 * <p>x is {@code [rows, in]}, W {@code [in, out]} and b {@code [1, out]} parameters or made from
 * them.
 */
public final class Affine extends Node {
  private static final int X = 0;
  private static final int WEIGHT = 1;
  private static final int BIAS = 2;

  /** Refuses shapes that do not fit. */
  public Affine(Node x, Node weight, Node bias) {
    super(x.rows(), weight.columns(), x, weight, bias);
    requireShapes(this, x, weight, bias);
  }

  static void requireShapes(Node affine, Node x, Node weight, Node bias) {
    if (weight.rows().fixed() != x.columns()
        || bias.rows().fixed() != 1
        || bias.columns() != weight.columns()) {
      throw new IllegalArgumentException(
          affine.getClass().getSimpleName()
              + " expects x [rows, in], weight [in, out], bias [1, out], found "
              + affine.inputs());
    }
  }

  @Override
  protected void forward(Values w, Tile t) {
    Buffer x = w.buffer(input(X));
    Buffer weight = w.buffer(input(WEIGHT));
    Buffer out = w.buffer(this);
    int in = input(X).columns();
    w.blas()
        .multiply(
            false,
            false,
            false,
            t.height(),
            t.width(),
            input(WEIGHT) instanceof MaskedWeights masked ? masked.reaching(t.columnEnd()) : in,
            x.blasValues(),
            x.at(t.row()),
            in,
            weight.blasValues(),
            weight.at(0) + t.column(),
            columns(),
            out.blasValues(),
            out.at(t.row()) + t.column(),
            columns());
    out.downloadValues(t);
    Buffer bias = w.buffer(input(BIAS));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      add(bias.values(), bias.at(0) + t.column(), out.values(), out.at(r) + t.column(), t.width());
    }
  }

  @Override
  protected void setGradient(Values w, int k, Tile t) {
    if (k == BIAS) {
      super.setGradient(w, k, t);
    } else {
      multiply(w, k, t, false);
    }
  }

  @Override
  protected boolean leavesGradient(int k) {
    return k != BIAS;
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    if (k == BIAS) {
      addBiasGradient(w, this, t);
    } else {
      multiply(w, k, t, true);
    }
  }

  private void multiply(Values w, int k, Tile t, boolean add) {
    if (k == X) {
      multiplyByWeight(w, t, add);
    } else {
      multiplyByInput(w, t, add);
    }
  }

  /** dX = dY W^T. */
  private void multiplyByWeight(Values w, Tile t, boolean add) {
    Buffer weight = w.buffer(input(WEIGHT));
    Buffer out = w.buffer(this);
    Buffer x = w.buffer(input(X));
    int first = firstReached(t.column());
    w.blas()
        .multiply(
            add,
            false,
            true,
            t.height(),
            t.width(),
            columns() - first,
            out.blasGradient(),
            out.at(t.row()) + first,
            columns(),
            weight.blasValues(),
            weight.at(t.column()) + first,
            columns(),
            x.blasGradient(),
            x.at(t.row()) + t.column(),
            input(X).columns());
  }

  /** dW = x^T dY. */
  private void multiplyByInput(Values w, Tile t, boolean add) {
    Buffer x = w.buffer(input(X));
    Buffer out = w.buffer(this);
    Buffer weight = w.buffer(input(WEIGHT));
    int from = Math.max(t.column(), firstReached(t.row()));
    w.blas()
        .multiply(
            add,
            true,
            false,
            t.height(),
            t.columnEnd() - from,
            w.rows(this),
            x.blasValues(),
            x.at(0) + t.row(),
            input(X).columns(),
            out.blasGradient(),
            out.at(0) + from,
            columns(),
            weight.blasGradient(),
            weight.at(t.row()) + from,
            columns());
  }

  /** The first column of the value that columns of x from {@code from} on reach. */
  private int firstReached(int from) {
    return input(WEIGHT) instanceof MaskedWeights masked ? masked.firstReached(from) : 0;
  }

  /** The gradient of what is added to each row of {@code affine}'s value. */
  static void addBiasGradient(Values w, Node affine, Tile t) {
    Buffer out = w.buffer(affine);
    Buffer bias = w.buffer(affine.input(BIAS));
    int to = bias.at(0) + t.column();
    for (int r = 0; r < w.rows(affine); r++) {
      add(out.gradient(), out.at(r) + t.column(), bias.gradient(), to, t.width());
    }
  }

  /** Adds {@code count} numbers of {@code from[at..]} to {@code to[toAt..]}. */
  static void add(float[] from, int at, float[] to, int toAt, int count) {
    for (int i = 0; i < count; i++) {
      to[toAt + i] += from[at + i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Gemm", Map.of(), e.of(input(X)), e.of(input(WEIGHT)), e.of(input(BIAS)));
  }

  @Override
  protected Tiling tiling() {
    return Tiling.COLUMNS;
  }

  @Override
  protected Tiling inputTiling(int k) {
    return k == X ? Tiling.COLUMNS : Tiling.WEIGHTS;
  }

  @Override
  protected boolean usesBlas() {
    return true;
  }
}
