package org.lateo.anomaly;

import java.util.Arrays;
import java.util.Map;
import org.lateo.graph.Emitter;

/**
 * How many of given numbers are no larger than a value, written into a graph by two comparisons of
 * about √n numbers each: how many blocks of the sorted numbers are whole below it, and how many
 * numbers of the next block.
 *
 * <pre>
 * [ a0 a1 a2 | a3 a4 a5 | a6 ∞ ∞ ]
 * </pre>
 */
final class SortedCount {
  private final float[] table;
  private final int size;

  /**
   * @param ascending the numbers, which are rounded to floats, {@code [any]}
   */
  SortedCount(double[] ascending) {
    size = (int) Math.ceil(Math.sqrt(ascending.length + 1.0));
    int blocks = ascending.length / size + 1;
    table = new float[blocks * size];
    Arrays.fill(table, Float.POSITIVE_INFINITY);
    for (int i = 0; i < ascending.length; i++) {
      table[i] = (float) ascending[i];
    }
  }

  /**
   * Writes the count.
   *
   * @param values no NaN, {@code [batch, 1]}
   * @return {@code [batch, 1]}
   */
  String write(Emitter e, String values) {
    String value = e.op("Min", values, e.constant(new float[] {Float.MAX_VALUE}));
    String blocks = counted(e, e.constant(last(), 1, table.length / size), value, 0);
    String index = e.op("Cast", Map.of("to", 7L), blocks);
    String all = e.constant(table, table.length / size, size);
    String rest = counted(e, e.op("Gather", all, index), value, 1);
    String whole = e.op("Unsqueeze", blocks, e.integers(1));
    return e.op("Add", e.op("Mul", whole, e.constant(new float[] {size})), rest);
  }

  /** The last number of each block; that of the last block is never reached. */
  private float[] last() {
    float[] last = new float[table.length / size];
    for (int b = 0; b < last.length; b++) {
      last[b] = table[(b + 1) * size - 1];
    }
    return last;
  }

  private static String counted(Emitter e, String numbers, String value, long keepDimensions) {
    String below = e.op("Cast", Map.of("to", 1L), e.op("LessOrEqual", numbers, value));
    return e.op("ReduceSum", Map.of("keepdims", keepDimensions), below, e.integers(1));
  }
}
