package org.lateo.anomaly;

import java.util.Arrays;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/**
 * The conformal p-value of each score, {@link CalibrationScores#pValue}, {@code [rows, 1]}.
 *
 * <p>In ONNX the scores that are no higher are counted by two comparisons of about √n numbers each:
 * how many blocks of the sorted scores are whole below it, and how many scores of the next block.
 *
 * <pre>
 * [ a0 a1 a2 | a3 a4 a5 | a6 ∞ ∞ ]
 * </pre>
 */
final class PValue extends Node {
  private final CalibrationScores scores;

  /**
   * @param score no NaN, {@code [rows, 1]}
   */
  PValue(Node score, CalibrationScores scores) {
    super(score.rows(), 1, score);
    if (score.columns() != 1) {
      throw new IllegalArgumentException("Expected one score a row, found " + score);
    }
    this.scores = scores;
  }

  CalibrationScores scores() {
    return scores;
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      y[r] = (float) scores.pValue(x[r]);
    }
  }

  @Override
  protected boolean isDifferentiable() {
    return false;
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    throw new IllegalStateException("A p-value has no gradient");
  }

  /** The smallest float that is not below a number: a float is below both or neither. */
  static float atLeast(double number) {
    float nearest = (float) number;
    return nearest < number ? Math.nextUp(nearest) : nearest;
  }

  @Override
  protected String emit(Emitter e) {
    double[] usual = scores.usual();
    int size = (int) Math.ceil(Math.sqrt(usual.length + 1.0));
    float[] table = table(usual, size);
    String finite = e.op("Min", e.of(input(0)), e.constant(new float[] {Float.MAX_VALUE}));
    String blocks =
        counted(e, e.constant(lastOfBlocks(table, size), 1, table.length / size), finite, 0);
    String index = e.op("Cast", Map.of("to", 7L), blocks);
    String block = e.op("Gather", e.constant(table, table.length / size, size), index);
    String rest = counted(e, block, finite, 1);
    String whole = e.op("Unsqueeze", blocks, e.integers(1));
    String count = e.op("Add", e.op("Mul", whole, e.constant(new float[] {size})), rest);
    String withItself = e.op("Add", count, e.constant(new float[] {1}));
    return e.op("Div", withItself, e.constant(new float[] {usual.length + 1f}));
  }

  private static float[] table(double[] ascending, int size) {
    float[] table = new float[(ascending.length / size + 1) * size];
    Arrays.fill(table, Float.POSITIVE_INFINITY);
    for (int i = 0; i < ascending.length; i++) {
      table[i] = atLeast(ascending[i]);
    }
    return table;
  }

  /** The last number of each block; that of the last block is never reached. */
  private static float[] lastOfBlocks(float[] table, int size) {
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
