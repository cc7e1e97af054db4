package org.lateo.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.lateo.likelihood.Scaling;

/**
 * How an exported model's outputs are compared with Java's.
 *
 * @param scale the size of the terms that a row's outputs are sums of
 * @param units the origin (shift) and unit (scale) of each column of an output, in which
 *     differences are measured, by the output's name; other outputs have the origin 0 and the unit
 *     1
 * @param steps outputs that are step functions of another output, by name
 * @param largestBatch the most rows in a batch
 */
public record Comparison(
    ToDoubleFunction<OutputRow> scale,
    Map<String, Scaling> units,
    Map<String, Step> steps,
    int largestBatch) {
  /** The most rows in a batch if memory allows. */
  static final int LARGEST_BATCH = 100;

  /** Each number is compared relative to its own size. */
  public static final Comparison PLAIN =
      new Comparison(row -> 0, Map.of(), Map.of(), LARGEST_BATCH);

  /** The most numbers of a value in a batch: 16 MB. */
  private static final int LARGEST_VALUE = 1 << 22;

  private static final int SMALLEST_BATCH = 7;

  /** Copies the maps. */
  public Comparison {
    units = Map.copyOf(units);
    steps = Map.copyOf(steps);
  }

  /** A copy with another {@code scale}. */
  public Comparison withScale(ToDoubleFunction<OutputRow> parts) {
    return new Comparison(parts, units, steps, largestBatch);
  }

  /** A copy with an output that is a step function of another one. */
  public Comparison withStep(String output, Step step) {
    Map<String, Step> more = new HashMap<>(steps);
    more.put(output, step);
    return new Comparison(scale, units, more, largestBatch);
  }

  /** A copy with batches of at most {@code rows} rows. */
  Comparison withLargestBatch(int rows) {
    return new Comparison(scale, units, steps, rows);
  }

  /** A copy with the origin and unit of an output's columns. */
  public Comparison withUnits(String output, Scaling ofColumns) {
    Map<String, Scaling> more = new HashMap<>(units);
    more.put(output, ofColumns);
    return new Comparison(scale, more, steps, largestBatch);
  }

  /**
   * The most rows in a batch: 100, or fewer if values are so wide that 100 rows need much memory.
   *
   * @param width the size of the widest value of a row
   */
  public static int largestBatch(long width) {
    return (int) Math.max(SMALLEST_BATCH, Math.min(LARGEST_BATCH, LARGEST_VALUE / width));
  }

  /**
   * An output that is a step function of another one, as an alarm is of its score: rounding may
   * carry the other output across the step. The other output is compared as a number; the step is
   * right if it is what Java computes for some number within the tolerance of Java's own.
   *
   * @param with the name of the other output, {@code [batch, 1]}
   * @param function the step function, monotone
   */
  public record Step(String with, DoubleUnaryOperator function) {
    /** Whether a value is right if Java's other output is {@code b}, give or take {@code slack}. */
    boolean allows(double value, double b, double slack) {
      double atMost = Double.isInfinite(b) ? 0 : slack;
      double low = function.applyAsDouble(b - atMost);
      double high = function.applyAsDouble(b + atMost);
      double rounding = Math.ulp((float) Math.max(Math.abs(low), Math.abs(high)));
      return value >= Math.min(low, high) - rounding && value <= Math.max(low, high) + rounding;
    }
  }
}
