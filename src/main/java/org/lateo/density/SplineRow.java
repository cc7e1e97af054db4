package org.lateo.density;

import org.lateo.math.FloatMath;

/**
 * The splines of a row's columns; see {@link SplineTransformer}.
 *
 * <p>With the box scaled to [0, 1], w the width and h the height of the piece that x falls into, s
 * = h / w, t from 0 to 1 across the piece, and d and e the slopes at its ends:
 *
 * <pre>
 * y = below + h N / D,    N = s t² + d t (1 - t),    D = s + (d + e - 2 s) t (1 - t)
 * dy/dx = s² M / D²,      M = e t² + 2 s t (1 - t) + d (1 - t)²
 * </pre>
 *
 * <p>Widths and heights are softmaxes, none below 0.001; slopes are softplus, likewise. Where x
 * lies in its piece is computed in double: it is a difference of sums, divided by a width that may
 * be small.
 *
 * <p>An object for one thread, whose arrays are the caller's scratch.
 */
final class SplineRow {
  /** How many arrays of {@code 2 bins columns} floats it takes for scratch. */
  static final int SCRATCH = 2;

  private static final double LEAST = RationalQuadraticFormula.LEAST;
  private static final double SLOPE_SHIFT = RationalQuadraticFormula.SLOPE_SHIFT;

  /** Logits within this have exponentials that add up in floats as they are. */
  private static final float PLAIN = 40f;

  private final int bins;
  private final int columns;
  private final double bound;
  private final boolean inverse;
  private final double rest;
  private final float[] arguments;
  private final float[] exponentials;
  private final SplineState state;

  /**
   * @param scratch {@link #SCRATCH} arrays of {@code 2 bins columns} floats
   */
  SplineRow(SplineState state, float bound, boolean inverse, float[][] scratch) {
    this.state = state;
    this.bins = state.bins();
    this.columns = state.columns();
    this.bound = bound;
    this.inverse = inverse;
    this.rest = rest(bins);
    this.arguments = scratch[0];
    this.exponentials = scratch[1];
  }

  /** The share of the box that is left for softmaxes once every piece has its least. */
  static double rest(int bins) {
    return 1 - bins * LEAST;
  }

  /** Computes the state of a row, in all columns at once where that is faster. */
  void compute(float[] x, int fromX, float[] parameters, int fromParameters) {
    exponentials(parameters, fromParameters);
    for (int c = 0; c < columns; c++) {
      locate(x[fromX + c], c);
    }
    slopes(parameters, fromParameters);
    for (int c = 0; c < columns; c++) {
      move(x[fromX + c], c);
    }
  }

  /** e to the power of logits, each less the largest of its column's if any is large. */
  private void exponentials(float[] parameters, int fromParameters) {
    int all = 2 * bins * columns;
    System.arraycopy(parameters, fromParameters, arguments, 0, all);
    if (largest(all) > PLAIN) {
      for (int c = 0; c < columns; c++) {
        shift(state.widths(c));
        shift(state.heights(c));
      }
    }
    FloatMath.exp(arguments, exponentials, 0, all);
    state.setExponentials(exponentials);
  }

  private float largest(int all) {
    float largest = 0;
    for (int i = 0; i < all; i++) {
      largest = Math.max(largest, Math.abs(arguments[i]));
    }
    return largest;
  }

  private void shift(int start) {
    float largest = arguments[start];
    for (int j = 1; j < bins; j++) {
      largest = Math.max(largest, arguments[start + j * columns]);
    }
    for (int j = 0; j < bins; j++) {
      arguments[start + j * columns] -= largest;
    }
  }

  /** In double: in float, the error of the sum would be that of all pieces' ends. */
  private double scale(int start) {
    double sum = 0;
    for (int j = 0; j < bins; j++) {
      sum += state.exponential(start + j * columns);
    }
    return 1 / sum;
  }

  /** Finds the piece that a column's number falls into. */
  private void locate(float x, int column) {
    if (!(Math.abs(x) < bound)) {
      state.setOutside(column);
      return;
    }
    double widthScale = scale(state.widths(column));
    double heightScale = scale(state.heights(column));
    state.set(SplineState.WIDTH_SCALE, column, widthScale);
    state.set(SplineState.HEIGHT_SCALE, column, heightScale);
    double number = (x + bound) / (2 * bound);
    if (inverse) {
      find(number, column, state.heights(column), heightScale, state.widths(column), widthScale);
    } else {
      find(number, column, state.widths(column), widthScale, state.heights(column), heightScale);
    }
  }

  /**
   * Searches the axis of widths or, for an inverse, of heights. T becomes how far the number is
   * from the piece's beginning on the axis, MOVED the piece's beginning on the other axis.
   */
  private void find(
      double number, int column, int axis, double axisScale, int other, double otherScale) {
    double scale = rest * axisScale;
    int k = 0;
    double low = 0;
    double otherSum = 0;
    double size = LEAST + scale * state.exponential(axis);
    while (k < bins - 1 && number >= low + size) {
      low += size;
      otherSum += state.exponential(other + k * columns);
      k++;
      size = LEAST + scale * state.exponential(axis + k * columns);
    }
    double otherSize = LEAST + rest * otherScale * state.exponential(other + k * columns);
    state.set(SplineState.PIECE, column, k);
    state.set(SplineState.WIDTH, column, inverse ? otherSize : size);
    state.set(SplineState.HEIGHT, column, inverse ? size : otherSize);
    state.set(SplineState.T, column, number - low);
    state.set(SplineState.MOVED, column, k * LEAST + rest * otherScale * otherSum);
  }

  /** The slopes at both ends of every column's piece. */
  private void slopes(float[] parameters, int fromParameters) {
    for (int i = 0; i < 2 * columns; i++) {
      int end = end(i);
      arguments[i] = state.isInner(end) ? -Math.abs(raw(parameters, fromParameters, i, end)) : 0f;
    }
    FloatMath.exp(arguments, exponentials, 0, 2 * columns);
    for (int i = 0; i < 2 * columns; i++) {
      arguments[i] = FloatMath.log1p(exponentials[i]);
    }
    for (int i = 0; i < 2 * columns; i++) {
      int end = end(i);
      float raw = state.isInner(end) ? raw(parameters, fromParameters, i, end) : 0f;
      slope(i, state.isInner(end), raw, exponentials[i], arguments[i]);
    }
  }

  /** The first ends of all columns' pieces, and then the last ones. */
  private int end(int i) {
    int piece = state.piece(i % columns);
    return i < columns ? piece : piece + 1;
  }

  private float raw(float[] parameters, int fromParameters, int i, int end) {
    return (float) (parameters[fromParameters + state.slope(i % columns, end)] + SLOPE_SHIFT);
  }

  /** Softplus with a small relative error, unlike that of {@link FloatMath}, and its derivative. */
  private void slope(int i, boolean inner, float raw, float e, float log) {
    int column = i % columns;
    double by = raw > 0 ? 1 / (1.0 + e) : e / (1.0 + e);
    state.set(
        i < columns ? SplineState.FIRST : SplineState.LAST,
        column,
        inner ? LEAST + Math.max(raw, 0f) + log : 1);
    state.set(i < columns ? SplineState.BY_FIRST : SplineState.BY_LAST, column, inner ? by : 0);
  }

  private void move(float x, int column) {
    if (state.isOutside(column)) {
      state.set(SplineState.MOVED, column, x);
      state.set(SplineState.DERIVATIVE, column, 1);
      state.set(SplineState.LOG_BY_X, column, 0);
      return;
    }
    double width = state.get(SplineState.WIDTH, column);
    double height = state.get(SplineState.HEIGHT, column);
    double first = state.get(SplineState.FIRST, column);
    double last = state.get(SplineState.LAST, column);
    double slope = height / width;
    double bend = first + last - 2 * slope;
    double along = state.get(SplineState.T, column);
    double t = inverse ? solved(along, height, slope, first, bend) : along / width;
    t = Math.max(0, Math.min(1, t));
    double both = t * (1 - t);
    double denominator = slope + bend * both;
    double marginal = last * t * t + 2 * slope * both + first * (1 - t) * (1 - t);
    double rise = inverse ? width * t : height * t * (slope * t + first * (1 - t)) / denominator;
    double factor = slope / denominator;
    double byT = byT(t, slope, first, last) / marginal - 2 * bend * (1 - 2 * t) / denominator;
    state.set(SplineState.T, column, t);
    state.set(
        SplineState.MOVED,
        column,
        2 * bound * (state.get(SplineState.MOVED, column) + rise) - bound);
    state.set(SplineState.DERIVATIVE, column, factor * factor * marginal);
    state.set(SplineState.LOG_BY_X, column, byT / (width * 2 * bound));
  }

  /** The t at which the piece has risen by {@code rise}; the root that does not cancel. */
  private static double solved(
      double rise, double height, double slope, double first, double bend) {
    double a = height * (slope - first) + rise * bend;
    double b = height * first - rise * bend;
    double c = -slope * rise;
    return 2 * c / (-b - Math.sqrt(Math.max(0, b * b - 4 * a * c)));
  }

  /** The derivative of M. */
  static double byT(double t, double slope, double first, double last) {
    return 2 * (last * t + slope * (1 - 2 * t) - first * (1 - t));
  }
}
