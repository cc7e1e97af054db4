package org.lateo.graph.op;

import java.util.Arrays;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** The k-th smallest number of each row: {@code [rows, columns]} to {@code [rows, 1]}. */
public final class SmallestOfRow extends Node {
  private final int k;

  /**
   * @param k from 1, the smallest, to the columns of {@code x}
   */
  public SmallestOfRow(Node x, int k) {
    super(x.rows(), 1, x);
    this.k = k;
    if (k < 1 || k > x.columns()) {
      throw new IllegalArgumentException("Expected 1 to " + x.columns() + ", found " + k);
    }
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    int columns = input(0).columns();
    float[] smallest = new float[k];
    for (int r = t.row(); r < t.rowEnd(); r++) {
      y[r] = find(x, r * columns, (r + 1) * columns, smallest);
    }
  }

  /** Keeps the smallest numbers so far, ascending; hardly any of a long row gets among them. */
  private static float find(float[] x, int from, int to, float[] smallest) {
    int last = smallest.length - 1;
    System.arraycopy(x, from, smallest, 0, smallest.length);
    Arrays.sort(smallest);
    for (int i = from + smallest.length; i < to; i++) {
      if (x[i] < smallest[last]) {
        insert(x[i], smallest);
      }
    }
    return smallest[last];
  }

  private static void insert(float value, float[] ascending) {
    int at = ascending.length - 1;
    for (; at > 0 && ascending[at - 1] > value; at--) {
      ascending[at] = ascending[at - 1];
    }
    ascending[at] = value;
  }

  @Override
  protected int workPerRow() {
    return input(0).columns();
  }

  @Override
  protected boolean isDifferentiable() {
    return false;
  }

  @Override
  protected String emit(Emitter e) {
    String smallest =
        e.first("TopK", 2, Map.of("axis", 1L, "largest", 0L), e.of(input(0)), e.integers(k));
    return e.op("ReduceMax", Map.of("axes", new long[] {1}, "keepdims", 1L), smallest);
  }
}
