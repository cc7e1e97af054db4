package org.lateo.density;

/**
 * The gradient of the parameters of a row's splines, from the {@link SplineState} that {@link
 * SplineRow} has left; names are those of its formulas.
 */
final class SplineGradient {
  private final SplineState state;
  private final int bins;
  private final int columns;
  private final double bound;
  private final double rest;

  SplineGradient(SplineState state, float bound) {
    this.state = state;
    this.bins = state.bins();
    this.columns = state.columns();
    this.bound = bound;
    this.rest = SplineRow.rest(bins);
  }

  /**
   * Writes the gradient of a column's parameters, which are those of x as it is.
   *
   * @param ofValue the gradient of y
   * @param ofLog the gradient of log dy/dx
   * @param into the gradient of the row's parameters, zeros
   */
  void write(double ofValue, double ofLog, int column, float[] into) {
    int piece = state.piece(column);
    double width = state.get(SplineState.WIDTH, column);
    double height = state.get(SplineState.HEIGHT, column);
    double first = state.get(SplineState.FIRST, column);
    double last = state.get(SplineState.LAST, column);
    double t = state.get(SplineState.T, column);
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
            + byLog * SplineRow.byT(t, slope, first, last)
            + byDenominator * bend * (1 - 2 * t);
    double ofSlope =
        ofShare * t * t + 2 * ofLog / slope + byLog * 2 * both + byDenominator * (1 - 2 * both);
    if (state.isInner(piece)) {
      double ofFirst = ofShare * both + byLog * (1 - t) * (1 - t) + byDenominator * both;
      into[state.slope(column, piece)] =
          (float) (ofFirst * state.get(SplineState.BY_FIRST, column));
    }
    if (state.isInner(piece + 1)) {
      double ofLast = byLog * t * t + byDenominator * both;
      into[state.slope(column, piece + 1)] =
          (float) (ofLast * state.get(SplineState.BY_LAST, column));
    }
    double ofWidth = -(ofT * t + ofSlope * slope) / width;
    addShares(
        state.widths(column),
        piece,
        state.get(SplineState.WIDTH_SCALE, column),
        -ofT / width,
        ofWidth,
        into);
    double ofHeight = ofY * share + ofSlope / width;
    double heightScale = state.get(SplineState.HEIGHT_SCALE, column);
    addShares(state.heights(column), piece, heightScale, ofY, ofHeight, into);
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
      before += state.exponential(start + j * columns);
    }
    double own = state.exponential(start + piece * columns);
    double mean = scale * (before * ofBefore + own * ofPiece);
    double factor = rest * scale;
    for (int j = 0; j < bins; j++) {
      double each = j < piece ? ofBefore : j == piece ? ofPiece : 0;
      int place = start + j * columns;
      into[place] = (float) (factor * state.exponential(place) * (each - mean));
    }
  }
}
