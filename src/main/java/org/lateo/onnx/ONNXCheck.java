package org.lateo.onnx;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lateo.likelihood.Scaling;

/**
 * Compares a model in ONNX Runtime with Java.
 *
 * <p>The difference of a value a from Java's value b is |a - b| / (unit + |b - origin|), with the
 * column's origin and unit of {@link Comparison#units}, 0 and 1 by default. If b is a sum, the size
 * of its terms replaces |b - origin| where it is larger. A difference of a few last bits of b
 * always passes. A NaN or an infinity equals only itself.
 */
public final class ONNXCheck {
  /** The largest difference that passes with single-precision weights. */
  public static final double TOLERANCE = WeightPrecision.SINGLE.tolerance();

  /** Sizes of batches, small, odd and large ones, since kernels differ with the size. */
  private static final int[] BATCHES = {1, 2, 7, Comparison.LARGEST_BATCH};

  private static final int BATCHES_OF_A_SIZE = 4;

  /** Last bits of a float that the order of a sum of some hundred terms may change. */
  private static final int LAST_BITS = 16;

  private final ONNXSession session;
  private final Function<float[][], Map<String, float[][]>> java;
  private final Comparison comparison;
  private final double tolerance;
  private double largest;

  private ONNXCheck(
      ONNXSession session,
      Function<float[][], Map<String, float[][]>> java,
      Comparison comparison) {
    this.session = session;
    this.java = java;
    this.comparison = comparison;
    this.tolerance = WeightPrecision.of(session.metadata()).tolerance();
  }

  /**
   * Runs rows in ONNX Runtime and in Java, in batches of 1, 2, 7 and 100.
   *
   * @param java rows {@code [batch, columns]} to the model's outputs by name
   * @param rows the rows, of which the first 400 are used; they are repeated to fill a batch
   * @return the largest difference
   * @throws ONNXMismatchException if a difference is above the tolerance, naming the head, the
   *     output, the row and both values, or if the outputs have other names or shapes
   * @throws IllegalArgumentException if there are no rows, or if ONNX Runtime refuses the model
   */
  static double largestDifference(
      ONNXFile model,
      Function<float[][], Map<String, float[][]>> java,
      Comparison comparison,
      float[][] rows) {
    int largest = comparison.largestBatch();
    int[] batches = IntStream.of(BATCHES).map(size -> Math.min(size, largest)).toArray();
    return largestDifference(model, java, comparison, batches, rows);
  }

  /** As above, in the first four batches of each given size. */
  static double largestDifference(
      ONNXFile model,
      Function<float[][], Map<String, float[][]>> java,
      Comparison comparison,
      int[] batches,
      float[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("Expected rows to check the ONNX model with, found none");
    }
    try (ONNXSession session = ONNXSession.open(model, SessionSettings.DEFAULT.threads(1))) {
      ONNXCheck check = new ONNXCheck(session, java, comparison);
      for (int size : batches) {
        int needed = (rows.length + size - 1) / size;
        for (int batch = 0; batch < Math.min(needed, BATCHES_OF_A_SIZE); batch++) {
          check.compare(rows, batch * size, size);
        }
      }
      return check.largest;
    }
  }

  private void compare(float[][] rows, int from, int size) {
    float[][] batch = new float[size][];
    for (int i = 0; i < size; i++) {
      batch[i] = rows[(from + i) % rows.length];
    }
    Map<String, float[][]> found = session.run(batch);
    Map<String, float[][]> expected = java.apply(batch);
    if (!found.keySet().equals(expected.keySet())) {
      throw mismatch("outputs " + found.keySet() + " in ONNX, " + expected.keySet() + " in Java");
    }
    expected.forEach((output, values) -> compareShapes(output, found.get(output), values));
    for (int r = 0; r < size; r++) {
      int row = r;
      String where =
          String.format(Locale.ROOT, "row %d (in a batch of %d)", (from + r) % rows.length, size);
      OutputRow ofJava = output -> expected.get(output)[row];
      compareRow(where, output -> found.get(output)[row], ofJava, expected.keySet());
    }
  }

  private void compareRow(String where, OutputRow found, OutputRow expected, Set<String> outputs) {
    double parts = comparison.scale().applyAsDouble(expected);
    for (String output : outputs) {
      float[] values = found.values(output);
      Comparison.Step step = comparison.steps().get(output);
      if (step == null) {
        Scaling units = comparison.units().get(output);
        compare(output + ", " + where, values, expected.values(output), parts, units);
      } else {
        double cause = expected.values(step.with())[0];
        double slack = tolerance * (1 + Math.max(Math.abs(cause), parts));
        if (!step.allows(values[0], cause, slack)) {
          throw mismatch(
              String.format(
                  Locale.ROOT,
                  "output %s, %s is %s in ONNX, where %s is %s in Java, %s, with %.3g to spare",
                  output,
                  where,
                  values[0],
                  step.with(),
                  cause,
                  expected.values(output)[0],
                  slack));
        }
      }
    }
  }

  private void compareShapes(String output, float[][] found, float[][] expected) {
    requireEqual(output + " rows", found.length, expected.length);
    for (int r = 0; r < expected.length; r++) {
      requireEqual(output + " columns", found[r].length, expected[r].length);
    }
  }

  private void compare(String where, float[] found, float[] expected, double parts, Scaling units) {
    for (int c = 0; c < expected.length; c++) {
      double origin = units == null ? 0 : units.shift()[c];
      double unit = units == null ? 1 : units.scale()[c];
      double scale = unit + Math.max(Math.abs(expected[c] - origin), parts);
      double difference = difference(found[c], expected[c], scale);
      if (!(difference <= tolerance)) {
        throw mismatch(
            String.format(
                Locale.ROOT,
                "output %s, column %d is %s in ONNX, %s in Java, a relative difference of %.3g,"
                    + " above %.0e",
                where,
                c,
                found[c],
                expected[c],
                difference,
                tolerance));
      }
      largest = Math.max(largest, difference);
    }
  }

  private double difference(float a, float b, double scale) {
    double rounding = LAST_BITS * (double) Math.ulp(b) / tolerance;
    return Float.compare(a, b) == 0 ? 0 : Math.abs((double) a - b) / Math.max(scale, rounding);
  }

  private void requireEqual(String what, int found, int expected) {
    if (found != expected) {
      throw mismatch(what + ": " + found + " in ONNX, " + expected + " in Java");
    }
  }

  private ONNXMismatchException mismatch(String what) {
    String head = session.metadata().getOrDefault(ONNXMetadata.HEAD_FIELD, "unknown");
    return new ONNXMismatchException(
        "The exported model differs from Java, head " + head + ": " + what);
  }
}
