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
 * <p>What is computed of a row is its state, {@link #size} floats in an array of the caller's, from
 * which the gradient follows: exponentials of the logits of widths and heights, laid out as these
 * are, and then 13 fields, one of all columns after another.
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

  private static final float OUTSIDE = -1f;

  // What is known of a column, one field of all columns after another.
  /** The number of the piece; {@link #OUTSIDE} if there is none. */
  private static final int PIECE = 0;

  private static final int WIDTH = 1;
  private static final int HEIGHT = 2;

  /** One over the sum of exponentials. */
  private static final int WIDTH_SCALE = 3;

  private static final int HEIGHT_SCALE = 4;

  /** The slopes at the piece's ends. */
  private static final int FIRST = 5;

  private static final int LAST = 6;

  /** The derivatives of these by their parameters; 0 at the ends of the box. */
  private static final int BY_FIRST = 7;

  private static final int BY_LAST = 8;
  private static final int T = 9;
  private static final int MOVED = 10;

  /** dy/dx, of the spline even if this is its inverse. */
  private static final int DERIVATIVE = 11;

  /** The derivative of log dy/dx by x. */
  private static final int LOG_BY_X = 12;

  private static final int FIELDS = 13;

  private final int bins;
  private final int columns;
  private final double bound;
  private final boolean inverse;
  private final double rest;
  private final float[] arguments;
  private final float[] exponentials;
  private float[] state;
  private int from;

  /**
   * @param scratch {@link #SCRATCH} arrays of {@code 2 bins columns} floats
   */
  SplineRow(int bins, int columns, float bound, boolean inverse, float[][] scratch) {
    this.bins = bins;
    this.columns = columns;
    this.bound = bound;
    this.inverse = inverse;
    this.rest = 1 - bins * LEAST;
    this.arguments = scratch[0];
    this.exponentials = scratch[1];
  }

  /** The floats of a row's state. */
  static int size(int bins, int columns) {
    return (2 * bins + FIELDS) * columns;
  }

  /** Takes the state of a row that {@link #compute} has made, or the place for it. */
  void at(float[] states, int start) {
    state = states;
    from = start;
  }

  private int place(int field, int column) {
    return from + (2 * bins + field) * columns + column;
  }

  private double get(int field, int column) {
    return state[place(field, column)];
  }

  private void set(int field, int column, double value) {
    state[place(field, column)] = (float) value;
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
        shift(c);
        shift(bins * columns + c);
      }
    }
    FloatMath.exp(arguments, exponentials, 0, all);
    System.arraycopy(exponentials, 0, state, from, all);
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
      sum += state[from + start + j * columns];
    }
    return 1 / sum;
  }

  /** Finds the piece that a column's number falls into. */
  private void locate(float x, int column) {
    if (!(Math.abs(x) < bound)) {
      set(PIECE, column, OUTSIDE);
      return;
    }
    double widthScale = scale(column);
    double heightScale = scale(bins * columns + column);
    set(WIDTH_SCALE, column, widthScale);
    set(HEIGHT_SCALE, column, heightScale);
    double number = (x + bound) / (2 * bound);
    if (inverse) {
      find(number, column, bins * columns + column, heightScale, column, widthScale);
    } else {
      find(number, column, column, widthScale, bins * columns + column, heightScale);
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
    double size = LEAST + scale * state[from + axis];
    while (k < bins - 1 && number >= low + size) {
      low += size;
      otherSum += state[from + other + k * columns];
      k++;
      size = LEAST + scale * state[from + axis + k * columns];
    }
    double otherSize = LEAST + rest * otherScale * state[from + other + k * columns];
    set(PIECE, column, k);
    set(WIDTH, column, inverse ? otherSize : size);
    set(HEIGHT, column, inverse ? size : otherSize);
    set(T, column, number - low);
    set(MOVED, column, k * LEAST + rest * otherScale * otherSum);
  }

  /** The place of the slope before piece {@code k} among the parameters of a row. */
  private int slopeAt(int column, int k) {
    return (2 * bins + k - 1) * columns + column;
  }

  private boolean isInner(int end) {
    return end > 0 && end < bins;
  }

  /** The slopes at both ends of every column's piece. */
  private void slopes(float[] parameters, int fromParameters) {
    for (int i = 0; i < 2 * columns; i++) {
      int end = end(i);
      arguments[i] = isInner(end) ? -Math.abs(raw(parameters, fromParameters, i, end)) : 0f;
    }
    FloatMath.exp(arguments, exponentials, 0, 2 * columns);
    for (int i = 0; i < 2 * columns; i++) {
      arguments[i] = FloatMath.log1p(exponentials[i]);
    }
    for (int i = 0; i < 2 * columns; i++) {
      int end = end(i);
      float raw = isInner(end) ? raw(parameters, fromParameters, i, end) : 0f;
      slope(i, isInner(end), raw, exponentials[i], arguments[i]);
    }
  }

  /** The first ends of all columns' pieces, and then the last ones. */
  private int end(int i) {
    int piece = (int) get(PIECE, i % columns);
    return i < columns ? piece : piece + 1;
  }

  private float raw(float[] parameters, int fromParameters, int i, int end) {
    return (float) (parameters[fromParameters + slopeAt(i % columns, end)] + SLOPE_SHIFT);
  }

  /** Softplus with a small relative error, unlike that of {@link FloatMath}, and its derivative. */
  private void slope(int i, boolean inner, float raw, float e, float log) {
    int column = i % columns;
    double by = raw > 0 ? 1 / (1.0 + e) : e / (1.0 + e);
    set(i < columns ? FIRST : LAST, column, inner ? LEAST + Math.max(raw, 0f) + log : 1);
    set(i < columns ? BY_FIRST : BY_LAST, column, inner ? by : 0);
  }

  private void move(float x, int column) {
    if (isOutside(column)) {
      set(MOVED, column, x);
      set(DERIVATIVE, column, 1);
      set(LOG_BY_X, column, 0);
      return;
    }
    double width = get(WIDTH, column);
    double height = get(HEIGHT, column);
    double first = get(FIRST, column);
    double last = get(LAST, column);
    double slope = height / width;
    double bend = first + last - 2 * slope;
    double along = get(T, column);
    double t = inverse ? solved(along, height, slope, first, bend) : along / width;
    t = Math.max(0, Math.min(1, t));
    double both = t * (1 - t);
    double denominator = slope + bend * both;
    double marginal = last * t * t + 2 * slope * both + first * (1 - t) * (1 - t);
    double rise = inverse ? width * t : height * t * (slope * t + first * (1 - t)) / denominator;
    double factor = slope / denominator;
    double byT = byT(t, slope, first, last) / marginal - 2 * bend * (1 - 2 * t) / denominator;
    set(T, column, t);
    set(MOVED, column, 2 * bound * (get(MOVED, column) + rise) - bound);
    set(DERIVATIVE, column, factor * factor * marginal);
    set(LOG_BY_X, column, byT / (width * 2 * bound));
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
  private static double byT(double t, double slope, double first, double last) {
    return 2 * (last * t + slope * (1 - 2 * t) - first * (1 - t));
  }

  boolean isOutside(int column) {
    return get(PIECE, column) < 0;
  }

  /** Where the number goes. */
  float moved(int column) {
    return state[place(MOVED, column)];
  }

  /** dy/dx, of the spline even if this is its inverse. */
  float derivative(int column) {
    return state[place(DERIVATIVE, column)];
  }

  /** The derivative of log dy/dx by x. */
  float logDerivativeByX(int column) {
    return state[place(LOG_BY_X, column)];
  }

  /**
   * Writes the gradient of a column's parameters, which are those of x as it is.
   *
   * @param ofValue the gradient of y
   * @param ofLog the gradient of log dy/dx
   * @param into the gradient of the row's parameters, zeros
   */
  void gradient(double ofValue, double ofLog, int column, float[] into) {
    int piece = (int) get(PIECE, column);
    double width = get(WIDTH, column);
    double height = get(HEIGHT, column);
    double first = get(FIRST, column);
    double last = get(LAST, column);
    double t = get(T, column);
    double slope = height / width;
    double bend = first + last - 2 * slope;
    double both = t * (1 - t);
    double denominator = slope + bend * both;
    double marginal = last * t * t + 2 * slope * both + first * (1 - t) * (1 - t);
    double share = t * (slope * t + first * (1 - t)) / denominator;
    double ofY = 2 * bound * ofValue;
    double ofShare = ofY * height / denominator;
    double byLog = ofLog / marginal;
    double byDenominator = -ofShare * share - 2 * ofLog / denominator;
    double ofT =
        ofShare * (2 * slope * t + first * (1 - 2 * t))
            + byLog * byT(t, slope, first, last)
            + byDenominator * bend * (1 - 2 * t);
    double ofSlope =
        ofShare * t * t + 2 * ofLog / slope + byLog * 2 * both + byDenominator * (1 - 2 * both);
    if (isInner(piece)) {
      double ofFirst = ofShare * both + byLog * (1 - t) * (1 - t) + byDenominator * both;
      into[slopeAt(column, piece)] = (float) (ofFirst * get(BY_FIRST, column));
    }
    if (isInner(piece + 1)) {
      double ofLast = byLog * t * t + byDenominator * both;
      into[slopeAt(column, piece + 1)] = (float) (ofLast * get(BY_LAST, column));
    }
    double ofWidth = -(ofT * t + ofSlope * slope) / width;
    addShares(column, piece, get(WIDTH_SCALE, column), -ofT / width, ofWidth, into);
    double ofHeight = ofY * share + ofSlope / width;
    double heightScale = get(HEIGHT_SCALE, column);
    addShares(bins * columns + column, piece, heightScale, ofY, ofHeight, into);
  }

  /**
   * The gradient of the logits of widths or heights.
   *
   * @param ofBefore the gradient of each one before the piece
   * @param ofPiece the gradient of the piece's
   */
  private void addShares(
      int start, int piece, double scale, double ofBefore, double ofPiece, float[] into) {
    double before = 0;
    for (int j = 0; j < piece; j++) {
      before += state[from + start + j * columns];
    }
    double own = state[from + start + piece * columns];
    double mean = scale * (before * ofBefore + own * ofPiece);
    double factor = rest * scale;
    for (int j = 0; j < bins; j++) {
      double each = j < piece ? ofBefore : j == piece ? ofPiece : 0;
      int place = start + j * columns;
      into[place] = (float) (factor * state[from + place] * (each - mean));
    }
  }
}
