package org.lateo.likelihood;

import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Node.Emitter;

/**
 * A value of an ONNX graph, to write longer formulas of. In double where large terms cancel, of
 * which float would leave nothing.
 *
 * @param name the value's name in the graph
 * @param wide whether the value is double
 */
record Formula(Emitter e, String name, boolean wide) {
  private static final long FLOAT = 1;
  private static final long DOUBLE = 11;

  /** A float value as double. */
  static Formula of(Emitter e, String value) {
    return new Formula(e, e.op("Cast", Map.of("to", DOUBLE), value), true);
  }

  /** A node's value as double. */
  static Formula of(Emitter e, Node node) {
    return of(e, e.of(node));
  }

  /** A float value, which stays float. */
  static Formula ofFloat(Emitter e, String value) {
    return new Formula(e, value, false);
  }

  /** The value as float, by name. */
  String toFloat() {
    return wide ? e.op("Cast", Map.of("to", FLOAT), name) : name;
  }

  /** A constant to use with this value; written as float. */
  Formula constant(double value) {
    String written = e.constant(new float[] {(float) value});
    return wide ? of(e, written) : ofFloat(e, written);
  }

  private Formula op(String type, String... inputs) {
    return new Formula(e, e.op(type, inputs), wide);
  }

  Formula plus(Formula y) {
    return op("Add", name, y.name);
  }

  Formula plus(double y) {
    return plus(constant(y));
  }

  Formula minus(Formula y) {
    return op("Sub", name, y.name);
  }

  Formula times(Formula y) {
    return op("Mul", name, y.name);
  }

  Formula times(double y) {
    return times(constant(y));
  }

  Formula over(Formula y) {
    return op("Div", name, y.name);
  }

  /** -1, 0 or 1. */
  Formula sign() {
    return op("Sign", name);
  }

  Formula negative() {
    return op("Neg", name);
  }

  Formula exp() {
    return op("Exp", name);
  }

  Formula log() {
    return op("Log", name);
  }

  Formula atLeast(double y) {
    return op("Max", name, constant(y).name);
  }

  Formula atMost(double y) {
    return op("Min", name, constant(y).name);
  }

  Formula inverse() {
    return constant(1).over(this);
  }

  /** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|). */
  Formula softplus() {
    Formula magnitude = op("Abs", name);
    return atLeast(0).plus(magnitude.negative().exp().plus(1).log());
  }

  /**
   * log Γ(x) for positive x, by Stirling's series at y = x + 4, whose error is below 4e-8, less the
   * log of the four factors in between.
   */
  Formula logGamma() {
    Formula y = plus(4);
    Formula inverse = y.inverse();
    Formula square = inverse.times(inverse);
    Formula series = square.times(1.0 / 1260).plus(-1.0 / 360);
    series = series.times(square).plus(1.0 / 12).times(inverse).plus(0.9189385332046727);
    Formula factors = times(plus(1)).times(plus(2)).times(plus(3));
    return y.plus(-0.5).times(y.log()).minus(y).plus(series).minus(factors.log());
  }

  /** log x!, 0 for x of 0 and less, for which the error of {@link #logGamma} would add up. */
  Formula logFactorial() {
    Formula x = atLeast(0);
    return x.plus(1).logGamma().times(x.sign());
  }
}
