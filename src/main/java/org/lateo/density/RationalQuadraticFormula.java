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

  /** Writes the spline and returns the name of its value and logarithmic derivative. */
  String of(String x, String parameters) {
    String widths = shares(parameters, 0);
    String heights = shares(parameters, bins);
    String lefts = before(widths);
    String belows = before(heights);
    String inside = e.op("Max", e.op("Min", x, constant(bound)), constant(-bound));
    String row = e.op("Unsqueeze", inside, e.integers(1));
    String number = times(plus(row, constant(bound)), constant(0.5 / bound));
    String at = piece(inverse ? belows : lefts, number);
    String width = pick(widths, at);
    String height = pick(heights, at);
    String left = pick(lefts, at);
    String below = pick(belows, at);
    String slopes = slopes(parameters);
    String first = pick(slopes, at);
    String last = pick(slopes, plus(at, e.integers(1)));
    String slope = e.op("Div", height, width);
    String bend = minus(plus(first, last), times(slope, constant(2)));
    String rising =
        inverse
            ? solved(height, slope, first, bend, minus(number, below))
            : e.op("Div", minus(number, left), width);
    String t = e.op("Max", e.op("Min", rising, constant(1)), constant(0));
    String rest = minus(constant(1), t);
    String both = times(t, rest);
    String denominator = plus(slope, times(bend, both));
    String moved =
        inverse
            ? plus(left, times(width, t))
            : plus(
                below,
                times(
                    height,
                    e.op("Div", times(t, plus(times(slope, t), times(first, rest))), denominator)));
    String marginal =
        plus(
            plus(times(last, times(t, t)), times(times(slope, constant(2)), both)),
            times(first, times(rest, rest)));
    String factor = e.op("Div", slope, denominator);
    String log = e.op("Log", times(times(factor, factor), marginal));
    String value = minus(times(moved, constant(2 * bound)), constant(bound));
    String outside = e.op("Not", e.op("Less", e.op("Abs", x), constant(bound)));
    return e.op(
        "Concat",
        PIECES,
        e.op("Where", outside, x, flat(value)),
        e.op("Where", outside, constant(0), flat(inverse ? e.op("Neg", log) : log)));
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
  private String piece(String begins, String number) {
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

  private String solved(String height, String slope, String first, String bend, String rise) {
    String bent = times(rise, bend);
    String a = plus(times(height, minus(slope, first)), bent);
    String b = minus(times(height, first), bent);
    String c = times(slope, rise);
    String square = plus(times(b, b), times(times(a, c), constant(4)));
    String root = e.op("Sqrt", e.op("Max", square, constant(0)));
    return e.op("Div", times(c, constant(2)), plus(b, root));
  }
}
