package org.lateo.density;

import java.util.Map;
import java.util.stream.LongStream;
import org.lateo.graph.Node.Emitter;

/** The ONNX form of a {@link RationalQuadratic}. */
final class RationalQuadraticFormula {
  /** The least share of a piece in the box, and the least slope. */
  static final double LEAST = 1e-3;

  /** What is added to the parameter of a slope, so that the slope is 1 where that is 0. */
  static final double SLOPE_SHIFT = StrictMath.log(StrictMath.expm1(1 - LEAST));

  private static final long FLOAT = 1;
  private static final long INTEGER = 7;

  /** The axis of the pieces in values {@code [rows, pieces, columns]}. */
  private static final Map<String, Object> PIECES = Map.of("axis", 1L);

  private final Emitter e;
  private final int columns;
  private final int bins;
  private final float bound;
  private final boolean inverse;

  RationalQuadraticFormula(Emitter e, int columns, int bins, float bound, boolean inverse) {
    this.e = e;
    this.columns = columns;
    this.bins = bins;
    this.bound = bound;
    this.inverse = inverse;
  }

  /**
   * The piece in which a value lies, each {@code [rows, 1, columns]}; the box is the unit square.
   *
   * @param slope of the chord
   * @param first slope at the beginning
   * @param last slope at the end
   * @param bend the slopes at both ends less twice that of the chord
   */
  private record Piece(
      String width,
      String height,
      String left,
      String below,
      String slope,
      String first,
      String last,
      String bend) {}

  /** Writes the spline and returns the name of its value and logarithmic derivative. */
  String of(String x, String parameters) {
    String inside = e.op("Max", e.op("Min", x, constant(bound)), constant(-bound));
    String row = e.op("Unsqueeze", inside, e.integers(1));
    String number = times(plus(row, constant(bound)), constant(0.5 / bound));
    Piece piece = piece(number, parameters);
    String t = position(piece, number);
    String rest = minus(constant(1), t);
    String both = times(t, rest);
    String denominator = plus(piece.slope, times(piece.bend, both));
    String moved = inverse ? moveBack(piece, t) : move(piece, t, rest, denominator);
    String value = minus(times(moved, constant(2 * bound)), constant(bound));
    String log = logSlope(piece, t, rest, both, denominator);
    String outside = e.op("Not", e.op("Less", e.op("Abs", x), constant(bound)));
    return e.op(
        "Concat",
        PIECES,
        e.op("Where", outside, x, flat(value)),
        e.op("Where", outside, constant(0), flat(inverse ? e.op("Neg", log) : log)));
  }

  private Piece piece(String number, String parameters) {
    String widths = shares(parameters, 0);
    String heights = shares(parameters, bins);
    String lefts = before(widths);
    String belows = before(heights);
    String at = place(inverse ? belows : lefts, number);
    String width = pick(widths, at);
    String height = pick(heights, at);
    String slopes = slopes(parameters);
    String first = pick(slopes, at);
    String last = pick(slopes, plus(at, e.integers(1)));
    String slope = e.op("Div", height, width);
    String bend = minus(plus(first, last), times(slope, constant(2)));
    return new Piece(width, height, pick(lefts, at), pick(belows, at), slope, first, last, bend);
  }

  /** How far along the piece a value lies, from 0 to 1. */
  private String position(Piece piece, String number) {
    String rising =
        inverse
            ? solved(piece, minus(number, piece.below))
            : e.op("Div", minus(number, piece.left), piece.width);
    return e.op("Max", e.op("Min", rising, constant(1)), constant(0));
  }

  private String move(Piece piece, String t, String rest, String denominator) {
    String numerator = times(t, plus(times(piece.slope, t), times(piece.first, rest)));
    return plus(piece.below, times(piece.height, e.op("Div", numerator, denominator)));
  }

  private String moveBack(Piece piece, String t) {
    return plus(piece.left, times(piece.width, t));
  }

  private String logSlope(Piece piece, String t, String rest, String both, String denominator) {
    String middle = times(times(piece.slope, constant(2)), both);
    String marginal =
        plus(plus(times(piece.last, times(t, t)), middle), times(piece.first, times(rest, rest)));
    String factor = e.op("Div", piece.slope, denominator);
    return e.op("Log", times(times(factor, factor), marginal));
  }

  private String constant(double value) {
    return e.constant(new float[] {(float) value});
  }

  private String plus(String a, String b) {
    return e.op("Add", a, b);
  }

  private String minus(String a, String b) {
    return e.op("Sub", a, b);
  }

  private String times(String a, String b) {
    return e.op("Mul", a, b);
  }

  private String flat(String row) {
    return e.op("Squeeze", row, e.integers(1));
  }

  /** Parameters {@code [rows, count, columns]}, from number {@code from} of each column. */
  private String block(String parameters, int from, int count) {
    long[] chosen =
        LongStream.range((long) from * columns, (long) (from + count) * columns).toArray();
    String some = e.op("Gather", PIECES, parameters, e.integers(chosen));
    return e.op("Reshape", some, e.integers(-1, count, columns));
  }

  private String shares(String parameters, int from) {
    String softmax = e.op("Softmax", PIECES, block(parameters, from, bins));
    double rest = 1 - bins * LEAST;
    return plus(times(softmax, constant(rest)), constant(LEAST));
  }

  /** The sums of what is before each piece. */
  private String before(String shares) {
    String axis = e.op("Squeeze", e.integers(1));
    return e.op("CumSum", Map.of("exclusive", 1L), shares, axis);
  }

  /** The number of the last piece that begins at or before a number, {@code [rows, 1, columns]}. */
  private String place(String begins, String number) {
    String later = e.op("Less", number, begins);
    String begun = e.op("Cast", Map.of("to", FLOAT), e.op("Not", later));
    String count = e.op("ReduceSum", Map.of("keepdims", 1L), begun, e.integers(1));
    return e.op("Cast", Map.of("to", INTEGER), minus(count, constant(1)));
  }

  private String pick(String values, String at) {
    return e.op("GatherElements", PIECES, values, at);
  }

  /** The slopes at the beginning of each piece and at the end of the last. */
  private String slopes(String parameters) {
    String shifted = plus(block(parameters, 2 * bins, bins - 1), constant(SLOPE_SHIFT));
    String inner = plus(e.op("Softplus", shifted), constant(LEAST));
    return e.op("Pad", inner, e.integers(0, 1, 0, 0, 1, 0), constant(1));
  }

  private String solved(Piece piece, String rise) {
    String bent = times(rise, piece.bend);
    String a = plus(times(piece.height, minus(piece.slope, piece.first)), bent);
    String b = minus(times(piece.height, piece.first), bent);
    String c = times(piece.slope, rise);
    String square = plus(times(b, b), times(times(a, c), constant(4)));
    String root = e.op("Sqrt", e.op("Max", square, constant(0)));
    return e.op("Div", times(c, constant(2)), plus(b, root));
  }
}
