package org.lateo.density;

import java.util.Arrays;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.graph.op.Broadcast;
import org.lateo.math.FloatMath;

/**
 * The value and the logarithmic derivative of a rational quadratic spline of each column, or of its
 * inverse, side by side, {@code [rows, 2 * columns]}; see {@link SplineTransformer}.
 *
 * <p>With the box scaled to [0, 1], a share of which w is the width and h the height of the piece
 * that x falls into, s = h / w, t from 0 to 1 across the piece, and d and e the slopes at its ends:
 *
 * <pre>
 * y = below + h N / D,    N = s t² + d t (1 - t),    D = s + (d + e - 2 s) t (1 - t)
 * dy/dx = s² M / D²,      M = e t² + 2 s t (1 - t) + d (1 - t)²
 * </pre>
 *
 * <p>Widths and heights are softmaxes, none below 0.001; slopes are softplus, likewise.
 * What follows from a piece's ends is computed in double: t is a difference of sums, divided by a
 * width that may be small.
 */
final class RationalQuadratic extends Node {
  private static final double LEAST = RationalQuadraticFormula.LEAST;
  private static final double SLOPE_SHIFT = RationalQuadraticFormula.SLOPE_SHIFT;
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

  /** The piece that a number falls into, and where in it. */
  private static final class Piece {
    int at;
    double width;
    double height;
    double first;
    double last;
    double left;
    double below;
    double t;

    double slope() {
      return height / width;
    }

    double bend() {
      return first + last - 2 * slope();
    }

    double denominator() {
      return slope() + bend() * t * (1 - t);
    }

    double share() {
      return t * (slope() * t + first * (1 - t)) / denominator();
    }

    double marginal() {
      return last * t * t + 2 * slope() * t * (1 - t) + first * (1 - t) * (1 - t);
    }

    double derivative() {
      double factor = slope() / denominator();
      return factor * factor * marginal();
    }

    double marginalByT() {
      return 2 * (last * t + slope() * (1 - 2 * t) - first * (1 - t));
    }

    double logDerivativeByT() {
      return marginalByT() / marginal() - 2 * bend() * (1 - 2 * t) / denominator();
    }
  }

  /** A row's e to the power of its logits, each less the largest of its column's. */
  private float[] exponentials(Values w, int row) {
    int columns = input(X).columns();
    float[] p = w.values(input(PARAMETERS));
    int from = row * input(PARAMETERS).columns();
    float[][] scratch = w.scratchRows(3, 2 * bins * columns);
    for (int half = 0; half < 2; half++) {
      float[] largest = scratch[2];
      int start = half * bins * columns;
      System.arraycopy(p, from + start, largest, 0, columns);
      for (int j = 1; j < bins; j++) {
        for (int c = 0; c < columns; c++) {
          largest[c] = Math.max(largest[c], p[from + start + j * columns + c]);
        }
      }
      for (int j = 0; j < bins; j++) {
        for (int c = 0; c < columns; c++) {
          scratch[1][start + j * columns + c] = p[from + start + j * columns + c] - largest[c];
        }
      }
    }
    FloatMath.exp(scratch[1], scratch[0], 0, 2 * bins * columns);
    return scratch[0];
  }

  private double sum(float[] exponentials, int start) {
    int columns = input(X).columns();
    double sum = 0;
    for (int j = 0; j < bins; j++) {
      sum += exponentials[start + j * columns];
    }
    return sum;
  }

  /** Finds the piece of a number, from 0 to 1, on the axis of widths, or of heights. */
  private void find(Piece piece, float[] exponentials, int column, double number) {
    int columns = input(X).columns();
    int searched = (inverse ? bins * columns : 0) + column;
    int other = (inverse ? 0 : bins * columns) + column;
    double rest = 1 - bins * LEAST;
    double scale = rest / sum(exponentials, searched);
    double otherScale = rest / sum(exponentials, other);
    int k = 0;
    double low = 0;
    double otherLow = 0;
    double size = LEAST + scale * exponentials[searched];
    while (k < bins - 1 && number >= low + size) {
      low += size;
      otherLow += LEAST + otherScale * exponentials[other + k * columns];
      k++;
      size = LEAST + scale * exponentials[searched + k * columns];
    }
    double otherSize = LEAST + otherScale * exponentials[other + k * columns];
    piece.at = k;
    piece.width = inverse ? otherSize : size;
    piece.height = inverse ? size : otherSize;
    piece.left = inverse ? otherLow : low;
    piece.below = inverse ? low : otherLow;
  }

  /** The slope at the left end of piece {@code k}, which is 1 at the ends of the box. */
  private double slope(float[] parameters, int from, int k) {
    return k == 0 || k == bins ? 1 : LEAST + softplus(parameters[slopeAt(from, k)]);
  }

  private int slopeAt(int from, int k) {
    return from + (2 * bins + k - 1) * input(X).columns();
  }

  /** With a small relative error, unlike that of {@link FloatMath}. */
  private static double softplus(float parameter) {
    float g = (float) (parameter + SLOPE_SHIFT);
    return Math.max(g, 0f) + FloatMath.log1p(FloatMath.exp(-Math.abs(g)));
  }

  private static double softplusDerivative(float parameter) {
    float g = (float) (parameter + SLOPE_SHIFT);
    double e = FloatMath.exp(-Math.abs(g));
    return g > 0 ? 1 / (1 + e) : e / (1 + e);
  }

  /** Finds the piece of an element of the input; false if it is outside the box. */
  private boolean locate(Values w, float[] exponentials, int row, int column, Piece piece) {
    double x = w.values(input(X))[row * input(X).columns() + column];
    if (!(Math.abs(x) < bound)) {
      return false;
    }
    double number = (x + bound) / (2 * bound);
    find(piece, exponentials, column, number);
    float[] p = w.values(input(PARAMETERS));
    int from = row * input(PARAMETERS).columns() + column;
    piece.first = slope(p, from, piece.at);
    piece.last = slope(p, from, piece.at + 1);
    piece.t =
        inverse ? solved(piece, number - piece.below) : (number - piece.left) / piece.width;
    piece.t = Math.max(0, Math.min(1, piece.t));
    return true;
  }

  /** The t at which the piece has risen by {@code rise}; the root that does not cancel. */
  private static double solved(Piece piece, double rise) {
    double slope = piece.slope();
    double a = piece.height * (slope - piece.first) + rise * piece.bend();
    double b = piece.height * piece.first - rise * piece.bend();
    double c = -slope * rise;
    return 2 * c / (-b - Math.sqrt(Math.max(0, b * b - 4 * a * c)));
  }

  @Override
  protected void forward(Values w, Tile t) {
    Piece piece = new Piece();
    for (int r = t.row(); r < t.rowEnd(); r++) {
      float[] exponentials = exponentials(w, r);
      for (int c = 0; c < input(X).columns(); c++) {
        boolean inside = locate(w, exponentials, r, c, piece);
        write(w, r, c, inside ? piece : null);
      }
    }
  }

  /** Keeps dy/dx and the derivative of its logarithm by x. */
  private void write(Values w, int row, int column, Piece piece) {
    int columns = input(X).columns();
    int value = row * 2 * columns + column;
    float[] y = w.values(this);
    float[] kept = w.kept(this);
    double derivative = piece == null ? 1 : piece.derivative();
    y[value] = piece == null ? w.values(input(X))[row * columns + column] : moved(piece);
    float log = FloatMath.log((float) derivative);
    y[value + columns] = inverse ? -log : log;
    if (kept != null) {
      kept[value] = (float) derivative;
      kept[value + columns] =
          piece == null ? 0f : (float) (piece.logDerivativeByT() / (piece.width * 2 * bound));
    }
  }

  private float moved(Piece piece) {
    double number =
        inverse
            ? piece.left + piece.width * piece.t
            : piece.below + piece.height * piece.share();
    return (float) (2 * bound * number - bound);
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    if (k == X) {
      addGradientOfX(w, t);
    } else {
      addGradientOfParameters(w, t);
    }
  }

  private void addGradientOfX(Values w, Tile t) {
    int columns = input(X).columns();
    float[] dx = w.gradient(input(X));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      for (int c = t.column(); c < t.columnEnd(); c++) {
        dx[r * columns + c] += gradientOfX(w, r, c);
      }
    }
  }

  /** Of an inverse, that of what is computed is divided by dy/dx. */
  private float gradientOfX(Values w, int row, int column) {
    int columns = input(X).columns();
    int value = row * 2 * columns + column;
    float[] kept = w.kept(this);
    float[] d = w.gradient(this);
    return inverse
        ? (d[value] - d[value + columns] * kept[value + columns]) / kept[value]
        : d[value] * kept[value] + d[value + columns] * kept[value + columns];
  }

  private void addGradientOfParameters(Values w, Tile t) {
    int width = input(PARAMETERS).columns();
    float[] d = w.gradient(input(PARAMETERS));
    float[] row = w.scratch(width);
    Piece piece = new Piece();
    for (int r = t.row(); r < t.rowEnd(); r++) {
      Arrays.fill(row, 0, width, 0f);
      float[] exponentials = exponentials(w, r);
      for (int c = 0; c < input(X).columns(); c++) {
        if (locate(w, exponentials, r, c, piece)) {
          gradientOfParameters(w, exponentials, r, c, piece, row);
        }
      }
      for (int c = t.column(); c < t.columnEnd(); c++) {
        d[r * width + c] += row[c];
      }
    }
  }

  /**
   * Writes the gradient of one column's parameters. An inverse moves x by -1 / (dy/dx) of what the
   * spline would move y.
   */
  private void gradientOfParameters(
      Values w, float[] exponentials, int row, int column, Piece p, float[] into) {
    int columns = input(X).columns();
    float[] dy = w.gradient(this);
    int value = row * 2 * columns + column;
    double ofLog = inverse ? -dy[value + columns] : dy[value + columns];
    double ofY = 2 * bound * (inverse ? -gradientOfX(w, row, column) : dy[value]);
    double t = p.t;
    double q = t * (1 - t);
    double share = p.share();
    double ofShare = ofY * p.height / p.denominator();
    double byLog = ofLog / p.marginal();
    double byDenominator = -ofShare * share - 2 * ofLog / p.denominator();
    double ofT =
        ofShare * (2 * p.slope() * t + p.first * (1 - 2 * t))
            + byLog * p.marginalByT()
            + byDenominator * p.bend() * (1 - 2 * t);
    double ofSlope =
        ofShare * t * t + 2 * ofLog / p.slope() + byLog * 2 * q + byDenominator * (1 - 2 * q);
    double ofFirst = ofShare * q + byLog * (1 - t) * (1 - t) + byDenominator * q;
    double ofLast = byLog * t * t + byDenominator * q;
    float[] parameters = w.values(input(PARAMETERS));
    int from = row * input(PARAMETERS).columns() + column;
    addSlope(parameters, from, p.at, ofFirst, into, column);
    addSlope(parameters, from, p.at + 1, ofLast, into, column);
    double ofWidth = -(ofT * t + ofSlope * p.slope()) / p.width;
    addShares(exponentials, column, p.at, -ofT / p.width, ofWidth, into);
    double ofHeight = ofY * share + ofSlope / p.width;
    addShares(exponentials, bins * columns + column, p.at, ofY, ofHeight, into);
  }

  private void addSlope(
      float[] parameters, int from, int k, double gradient, float[] into, int column) {
    if (k > 0 && k < bins) {
      double derivative = softplusDerivative(parameters[slopeAt(from, k)]);
      into[slopeAt(column, k)] = (float) (gradient * derivative);
    }
  }

  /**
   * The gradient of the logits of widths or heights.
   *
   * @param ofBefore the gradient of each one before piece {@code k}
   * @param ofPiece the gradient of piece {@code k}'s
   */
  private void addShares(
      float[] exponentials, int start, int k, double ofBefore, double ofPiece, float[] into) {
    int columns = input(X).columns();
    double scale = 1 / sum(exponentials, start);
    double mean = 0;
    for (int j = 0; j <= k; j++) {
      mean += scale * exponentials[start + j * columns] * (j < k ? ofBefore : ofPiece);
    }
    for (int j = 0; j < bins; j++) {
      double own = j < k ? ofBefore : j == k ? ofPiece : 0;
      double share = scale * exponentials[start + j * columns];
      into[start + j * columns] = (float) ((1 - bins * LEAST) * share * (own - mean));
    }
  }

  @Override
  protected boolean keeps() {
    return true;
  }

  /** About what was measured for each bin. */
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
