package org.lateo.density;

import org.lateo.math.FloatMath;

/**
 * The splines of a row's columns, one column after another; see {@link SplineTransformer}.
 *
 * <p>With the box scaled to [0, 1], w the width and h the height of the piece that x falls into, s
 * = h / w, t from 0 to 1 across the piece, and d and e the slopes at its ends:
 *
 * <pre>
 * y = below + h N / D,    N = s t² + d t (1 - t),    D = s + (d + e - 2 s) t (1 - t)
 * dy/dx = s² M / D²,      M = e t² + 2 s t (1 - t) + d (1 - t)²
 * </pre>
 *
 * <p>Widths and heights are softmaxes, none below 0.001; slopes are softplus, likewise. What
 * follows from a piece's ends is computed in double: t is a difference of sums, divided by a width
 * that may be small.
 *
 * <p>An object for one thread, whose arrays are the caller's scratch.
 */
final class SplineRow {
  private static final double LEAST = RationalQuadraticFormula.LEAST;
  private static final double SLOPE_SHIFT = RationalQuadraticFormula.SLOPE_SHIFT;

  private final int bins;
  private final int columns;
  private final double bound;
  private final boolean inverse;
  private final double rest;
  private final float[] exponentials;
  private final float[] shifted;
  private final float[] largest;
  private float[] parameters;
  private int from;

  private int at;
  private double width;
  private double height;
  private double slope;
  private double first;
  private double last;
  private double bend;
  private double left;
  private double below;
  private double t;
  private double both;
  private double denominator;
  private double marginal;
  private double widthScale;
  private double heightScale;

  /**
   * @param scratch three arrays of {@code 2 bins columns} floats
   */
  SplineRow(int bins, int columns, float bound, boolean inverse, float[][] scratch) {
    this.bins = bins;
    this.columns = columns;
    this.bound = bound;
    this.inverse = inverse;
    this.rest = 1 - bins * LEAST;
    this.exponentials = scratch[0];
    this.shifted = scratch[1];
    this.largest = scratch[2];
  }

  /** Reads a row's parameters: e to the power of logits, each less the largest of its column's. */
  void read(float[] all, int start) {
    parameters = all;
    from = start;
    shift(0);
    shift(bins * columns);
    FloatMath.exp(shifted, exponentials, 0, 2 * bins * columns);
  }

  private void shift(int start) {
    System.arraycopy(parameters, from + start, largest, 0, columns);
    for (int j = 1; j < bins; j++) {
      int own = from + start + j * columns;
      for (int c = 0; c < columns; c++) {
        largest[c] = Math.max(largest[c], parameters[own + c]);
      }
    }
    for (int j = 0; j < bins; j++) {
      int to = start + j * columns;
      for (int c = 0; c < columns; c++) {
        shifted[to + c] = parameters[from + to + c] - largest[c];
      }
    }
  }

  /** In double: in float, the error of the sum would be that of all pieces' ends. */
  private double scale(int start) {
    double sum = 0;
    for (int j = 0; j < bins; j++) {
      sum += exponentials[start + j * columns];
    }
    return 1 / sum;
  }

  /** Finds the piece that a column's number falls into; false if it is outside the box. */
  boolean locate(float x, int column) {
    if (!(Math.abs(x) < bound)) {
      return false;
    }
    widthScale = scale(column);
    heightScale = scale(bins * columns + column);
    double number = (x + bound) / (2 * bound);
    find(column, number);
    first = at == 0 ? 1 : slope(slopeAt(column, at));
    last = at == bins - 1 ? 1 : slope(slopeAt(column, at + 1));
    slope = height / width;
    bend = first + last - 2 * slope;
    t = inverse ? solved(number - below) : (number - left) / width;
    t = Math.max(0, Math.min(1, t));
    both = t * (1 - t);
    denominator = slope + bend * both;
    marginal = last * t * t + 2 * slope * both + first * (1 - t) * (1 - t);
    return true;
  }

  /** Searches the axis of widths or, for an inverse, of heights. */
  private void find(int column, double number) {
    int searched = (inverse ? bins * columns : 0) + column;
    int other = (inverse ? 0 : bins * columns) + column;
    double scale = rest * (inverse ? heightScale : widthScale);
    double otherScale = rest * (inverse ? widthScale : heightScale);
    int k = 0;
    double low = 0;
    double otherSum = 0;
    double size = LEAST + scale * exponentials[searched];
    while (k < bins - 1 && number >= low + size) {
      low += size;
      otherSum += exponentials[other + k * columns];
      k++;
      size = LEAST + scale * exponentials[searched + k * columns];
    }
    at = k;
    double otherLow = k * LEAST + otherScale * otherSum;
    double otherSize = LEAST + otherScale * exponentials[other + k * columns];
    width = inverse ? otherSize : size;
    height = inverse ? size : otherSize;
    left = inverse ? otherLow : low;
    below = inverse ? low : otherLow;
  }

  /** The place of the slope before piece {@code k} among the parameters of a row. */
  private int slopeAt(int column, int k) {
    return (2 * bins + k - 1) * columns + column;
  }

  /** Softplus with a small relative error, unlike that of {@link FloatMath}. */
  private double slope(int place) {
    float g = (float) (parameters[from + place] + SLOPE_SHIFT);
    return LEAST + Math.max(g, 0f) + FloatMath.log1p(FloatMath.exp(-Math.abs(g)));
  }

  private double slopeDerivative(int place) {
    float g = (float) (parameters[from + place] + SLOPE_SHIFT);
    double e = FloatMath.exp(-Math.abs(g));
    return g > 0 ? 1 / (1 + e) : e / (1 + e);
  }

  /** The t at which the piece has risen by {@code rise}; the root that does not cancel. */
  private double solved(double rise) {
    double a = height * (slope - first) + rise * bend;
    double b = height * first - rise * bend;
    double c = -slope * rise;
    return 2 * c / (-b - Math.sqrt(Math.max(0, b * b - 4 * a * c)));
  }

  private double share() {
    return t * (slope * t + first * (1 - t)) / denominator;
  }

  /** Where the number goes. */
  float moved() {
    double number = inverse ? left + width * t : below + height * share();
    return (float) (2 * bound * number - bound);
  }

  /** dy/dx, of the spline even if this is its inverse. */
  float derivative() {
    double factor = slope / denominator;
    return (float) (factor * factor * marginal);
  }

  private double marginalByT() {
    return 2 * (last * t + slope * (1 - 2 * t) - first * (1 - t));
  }

  /** The derivative of log dy/dx by x. */
  float logDerivativeByX() {
    double byT = marginalByT() / marginal - 2 * bend * (1 - 2 * t) / denominator;
    return (float) (byT / (width * 2 * bound));
  }

  /**
   * Writes the gradient of a column's parameters, which are those of x as it is.
   *
   * @param ofValue the gradient of y
   * @param ofLog the gradient of log dy/dx
   * @param into the gradient of the row's parameters, zeros
   */
  void gradient(double ofValue, double ofLog, int column, float[] into) {
    double ofY = 2 * bound * ofValue;
    double share = share();
    double ofShare = ofY * height / denominator;
    double byLog = ofLog / marginal;
    double byDenominator = -ofShare * share - 2 * ofLog / denominator;
    double ofT =
        ofShare * (2 * slope * t + first * (1 - 2 * t))
            + byLog * marginalByT()
            + byDenominator * bend * (1 - 2 * t);
    double ofSlope =
        ofShare * t * t + 2 * ofLog / slope + byLog * 2 * both + byDenominator * (1 - 2 * both);
    if (at > 0) {
      double ofFirst = ofShare * both + byLog * (1 - t) * (1 - t) + byDenominator * both;
      int place = slopeAt(column, at);
      into[place] = (float) (ofFirst * slopeDerivative(place));
    }
    if (at < bins - 1) {
      double ofLast = byLog * t * t + byDenominator * both;
      int place = slopeAt(column, at + 1);
      into[place] = (float) (ofLast * slopeDerivative(place));
    }
    double ofWidth = -(ofT * t + ofSlope * slope) / width;
    addShares(column, widthScale, -ofT / width, ofWidth, into);
    double ofHeight = ofY * share + ofSlope / width;
    addShares(bins * columns + column, heightScale, ofY, ofHeight, into);
  }

  /**
   * The gradient of the logits of widths or heights.
   *
   * @param ofBefore the gradient of each one before the piece
   * @param ofPiece the gradient of the piece's
   */
  private void addShares(int start, double scale, double ofBefore, double ofPiece, float[] into) {
    double before = 0;
    for (int j = 0; j < at; j++) {
      before += exponentials[start + j * columns];
    }
    double own = exponentials[start + at * columns];
    double mean = scale * (before * ofBefore + own * ofPiece);
    double factor = rest * scale;
    for (int j = 0; j < bins; j++) {
      double each = j < at ? ofBefore : j == at ? ofPiece : 0;
      int place = start + j * columns;
      into[place] = (float) (factor * exponentials[place] * (each - mean));
    }
  }
}
