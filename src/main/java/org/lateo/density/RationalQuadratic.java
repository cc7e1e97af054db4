package org.lateo.density;

import java.util.Arrays;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.graph.op.Broadcast;
import org.lateo.math.FloatMath;

/**
 * The value and the logarithmic derivative of a rational quadratic spline of each column, or of its
 * inverse, side by side, {@code [rows, 2 * columns]}; see {@link SplineRow}.
 */
final class RationalQuadratic extends Node {
  private static final int X = 0;
  private static final int PARAMETERS = 1;

  private final int bins;
  private final float bound;
  private final boolean inverse;

  /**
   * @param x {@code [rows, columns]}
   * @param parameters logits of widths, logits of heights and slopes, {@code [rows, (3 bins - 1) *
   *     columns]}: the first of every column, then the second of every column, and so on
   * @param bound the box is from minus this to this
   * @throws IllegalArgumentException if shapes do not fit
   */
  RationalQuadratic(Node x, Node parameters, int bins, float bound, boolean inverse) {
    super(x.rows(), 2 * x.columns(), x, parameters);
    this.bins = bins;
    this.bound = bound;
    this.inverse = inverse;
    if (!parameters.rows().equals(x.rows())
        || parameters.columns() != (3 * bins - 1) * x.columns()) {
      throw new IllegalArgumentException(
          String.format(
              "Expected %d parameters for each column, found %s", 3 * bins - 1, inputs()));
    }
  }

  private SplineState state() {
    return new SplineState(bins, input(X).columns());
  }

  @Override
  protected void forward(Values w, Tile t) {
    int columns = input(X).columns();
    int width = input(PARAMETERS).columns();
    float[] x = w.values(input(X));
    float[] parameters = w.values(input(PARAMETERS));
    float[] y = w.values(this);
    float[] kept = w.kept(this);
    // The last one is for the state of a row that is not kept.
    float[][] scratch = w.scratchRows(SplineRow.SCRATCH + 1, keptPerRow());
    SplineState state = state();
    SplineRow splines = new SplineRow(state, bound, inverse, scratch);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      state.at(kept == null ? scratch[SplineRow.SCRATCH] : kept, kept == null ? 0 : kept(r));
      splines.compute(x, r * columns, parameters, r * width);
      for (int c = 0; c < columns; c++) {
        float log = FloatMath.log(state.get(SplineState.DERIVATIVE, c));
        y[2 * r * columns + c] = state.get(SplineState.MOVED, c);
        y[(2 * r + 1) * columns + c] = inverse ? -log : log;
      }
    }
  }

  /** Where a row's state begins in what is kept. */
  private int kept(int row) {
    return row * keptPerRow();
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    if (k == X) {
      addGradientOfX(w, t);
    } else {
      gradientOfParameters(w, t, true);
    }
  }

  @Override
  protected void setGradient(Values w, int k, Tile t) {
    if (k == X) {
      super.setGradient(w, k, t);
    } else {
      gradientOfParameters(w, t, false);
    }
  }

  private void addGradientOfX(Values w, Tile t) {
    int columns = input(X).columns();
    float[] dx = w.gradient(input(X));
    float[] dy = w.gradient(this);
    float[] kept = w.kept(this);
    SplineState state = state();
    for (int r = t.row(); r < t.rowEnd(); r++) {
      state.at(kept, kept(r));
      for (int c = t.column(); c < t.columnEnd(); c++) {
        dx[r * columns + c] += gradientOfX(dy, state, r, c);
      }
    }
  }

  /** Of an inverse, that of what is computed is divided by dy/dx. */
  private float gradientOfX(float[] dy, SplineState state, int row, int column) {
    int columns = input(X).columns();
    float ofValue = dy[2 * row * columns + column];
    float ofLog = dy[(2 * row + 1) * columns + column] * state.get(SplineState.LOG_BY_X, column);
    float derivative = state.get(SplineState.DERIVATIVE, column);
    return inverse ? (ofValue - ofLog) / derivative : ofValue * derivative + ofLog;
  }

  /** Adds or sets. Where the spline would move y, its inverse moves x by -1 / (dy/dx) of that. */
  private void gradientOfParameters(Values w, Tile t, boolean add) {
    int columns = input(X).columns();
    int width = input(PARAMETERS).columns();
    float[] d = w.gradient(input(PARAMETERS));
    float[] dy = w.gradient(this);
    float[] kept = w.kept(this);
    float[] row = w.scratch(width);
    SplineState state = state();
    SplineGradient splines = new SplineGradient(state, bound);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      Arrays.fill(row, 0, width, 0f);
      state.at(kept, kept(r));
      for (int c = 0; c < columns; c++) {
        if (!state.isOutside(c)) {
          float ofLog = dy[(2 * r + 1) * columns + c];
          float ofValue = inverse ? -gradientOfX(dy, state, r, c) : dy[2 * r * columns + c];
          splines.write(ofValue, inverse ? -ofLog : ofLog, c, row);
        }
      }
      int to = r * width;
      for (int c = t.column(); c < t.columnEnd(); c++) {
        d[to + c] = add ? d[to + c] + row[c] : row[c];
      }
    }
  }

  /** The states of the splines. */
  @Override
  protected int keptPerRow() {
    return SplineState.size(bins, input(X).columns());
  }

  /** About what was measured for each piece. */
  @Override
  protected int workPerRow() {
    return 4 * bins * columns();
  }

  @Override
  protected String emit(Emitter e) {
    return new RationalQuadraticFormula(e, input(X).columns(), bins, bound, inverse)
        .of(
            Broadcast.emit(e, input(X), input(PARAMETERS)),
            Broadcast.emit(e, input(PARAMETERS), input(X)));
  }
}
