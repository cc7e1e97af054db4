package org.lateo.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.lateo.likelihood.Scaling;

/**
 * How an exported model's outputs are held against Java's.
 *
 * @param scale how large the parts are that a row's outputs are sums of
 * @param units place and size of the columns of outputs, by name, in which differences are
 *     measured; others have the place 0 and the size 1
 * @param steps outputs that jump with another output, by name; each other one is compared as the
 *     number it is
 * @param largestBatch the most rows that are run at once
 */
public record Comparison(
    ToDoubleFunction<OutputRow> scale,
    Map<String, Scaling> units,
    Map<String, Step> steps,
    int largestBatch) {
  /** The most rows that are run at once, where their values are not too large for that. */
  static final int LARGEST_BATCH = 100;

  /** Number by number, each relative to itself. */
  public static final Comparison PLAIN =
      new Comparison(row -> 0, Map.of(), Map.of(), LARGEST_BATCH);

  /** The most numbers a value should have when a graph is run to check it: 16 MB. */
  private static final int LARGEST_VALUE = 1 << 22;

  private static final int SMALLEST_BATCH = 7;

  /** Copies the maps. */
  public Comparison {
    units = Map.copyOf(units);
    steps = Map.copyOf(steps);
  }

  /** The same with what says how large the parts are that a row's outputs are sums of. */
  public Comparison withScale(ToDoubleFunction<OutputRow> parts) {
    return new Comparison(parts, units, steps, largestBatch);
  }

  /** The same with an output that jumps with another. */
  public Comparison withStep(String output, Step step) {
    Map<String, Step> more = new HashMap<>(steps);
    more.put(output, step);
    return new Comparison(scale, units, more, largestBatch);
  }

  /** The same in batches of at most so many rows. */
  Comparison withLargestBatch(int rows) {
    return new Comparison(scale, units, steps, rows);
  }

  /** The same with units of an output's columns. */
  public Comparison withUnits(String output, Scaling ofColumns) {
    Map<String, Scaling> more = new HashMap<>(units);
    more.put(output, ofColumns);
    return new Comparison(scale, more, steps, largestBatch);
  }

  /**
   * The most rows to run at once: 100, less where values are so large that many take memory.
   *
   * @param width the numbers of the widest value of a row
   */
  public static int largestBatch(long width) {
    return (int) Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, LARGEST_VALUE / width));
  }

  /**
   * An output that jumps, as an alarm does at its threshold: rounding may carry a row across. What
   * it jumps with is compared as a number; the output itself has to be what Java has for some
   * number within the tolerance of Java's own.
   *
   * @param with the output it follows from, {@code [batch, 1]}
   * @param function what follows, monotone
   */
  public record Step(String with, DoubleUnaryOperator function) {
    /** Whether a value is right where Java's is {@code b}, or within {@code slack} of it. */
    boolean allows(double value, double b, double slack) {
      double atMost = Double.isInfinite(b) ? 0 : slack;
      double low = function.applyAsDouble(b - atMost);
      double high = function.applyAsDouble(b + atMost);
      double rounding = Math.ulp((float) Math.max(Math.abs(low), Math.abs(high)));
      return value >= Math.min(low, high) - rounding && value <= Math.max(low, high) + rounding;
    }
  }
}
