package org.lateo.density;

/**
 * What is known of a row's splines once {@link SplineRow} has computed them, and from which {@link
 * SplineGradient} finds the gradient: exponentials of the logits of widths and heights, laid out as
 * these are, and then 13 fields, one of all columns after another.
 *
 * <p>It lies in an array of the caller's, {@link #size} floats a row.
 */
final class SplineState {
  /** The number of the piece; {@link #OUTSIDE} if there is none. */
  static final int PIECE = 0;

  static final int WIDTH = 1;
  static final int HEIGHT = 2;

  /** One over the sum of exponentials. */
  static final int WIDTH_SCALE = 3;

  static final int HEIGHT_SCALE = 4;

  /** The slopes at the piece's ends. */
  static final int FIRST = 5;

  static final int LAST = 6;

  /** The derivatives of these by their parameters; 0 at the ends of the box. */
  static final int BY_FIRST = 7;

  static final int BY_LAST = 8;

  /** From 0 to 1 across the piece. */
  static final int T = 9;

  /** Where the number goes. */
  static final int MOVED = 10;

  /** dy/dx, of the spline even if this is its inverse. */
  static final int DERIVATIVE = 11;

  /** The derivative of log dy/dx by x. */
  static final int LOG_BY_X = 12;

  private static final int FIELDS = 13;
  private static final float OUTSIDE = -1f;

  private final int bins;
  private final int columns;
  private float[] state;
  private int from;

  SplineState(int bins, int columns) {
    this.bins = bins;
    this.columns = columns;
  }

  /** The floats of a row's state. */
  static int size(int bins, int columns) {
    return (2 * bins + FIELDS) * columns;
  }

  int bins() {
    return bins;
  }

  int columns() {
    return columns;
  }

  /** Takes the state of a row that has been computed, or the place for it. */
  void at(float[] states, int start) {
    state = states;
    from = start;
  }

  private int place(int field, int column) {
    return from + (2 * bins + field) * columns + column;
  }

  float get(int field, int column) {
    return state[place(field, column)];
  }

  void set(int field, int column, double value) {
    state[place(field, column)] = (float) value;
  }

  void setOutside(int column) {
    set(PIECE, column, OUTSIDE);
  }

  boolean isOutside(int column) {
    return get(PIECE, column) < 0;
  }

  int piece(int column) {
    return (int) get(PIECE, column);
  }

  /** Takes the exponentials of all logits, {@code [2 bins columns]}. */
  void setExponentials(float[] all) {
    System.arraycopy(all, 0, state, from, 2 * bins * columns);
  }

  /** The exponential of the logit at {@code place} of a row's parameters. */
  float exponential(int place) {
    return state[from + place];
  }

  /** The place of a column's first logit of widths. */
  int widths(int column) {
    return column;
  }

  /** The place of a column's first logit of heights. */
  int heights(int column) {
    return bins * columns + column;
  }

  /** The place of the slope before piece {@code k}, 1 to {@code bins - 1}. */
  int slope(int column, int k) {
    return (2 * bins + k - 1) * columns + column;
  }

  /** Whether a piece's end is one that two pieces share, whose slope is a parameter. */
  boolean isInner(int end) {
    return end > 0 && end < bins;
  }
}
