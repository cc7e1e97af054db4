package org.lateo.graph.op;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** Some columns of a value, in a given order: {@code [rows, any]} to {@code [rows, chosen]}. */
public final class SelectColumns extends Node {
  private final int[] chosen;

  private SelectColumns(Node x, int[] chosen) {
    super(x.rows(), chosen.length, x);
    if (Arrays.stream(chosen).anyMatch(c -> c < 0 || c >= x.columns())
        || Arrays.stream(chosen).distinct().count() < chosen.length) {
      throw new IllegalArgumentException(
          "Expected different columns of " + x + ", found " + Arrays.toString(chosen));
    }
    this.chosen = chosen.clone();
  }

  /** The chosen columns of {@code x}, made dense if it is sparse; x itself where they are all. */
  public static Node of(Node x, int... chosen) {
    return isAll(chosen, x.columns()) ? x : new SelectColumns(Densify.of(x), chosen);
  }

  /** Whether these are columns 0 to {@code columns} - 1, in order. */
  static boolean isAll(int[] chosen, int columns) {
    return Arrays.equals(chosen, IntStream.range(0, columns).toArray());
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int from = r * input(0).columns();
      for (int c = 0; c < chosen.length; c++) {
        y[r * chosen.length + c] = x[from + chosen[c]];
      }
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int to = r * input(0).columns();
      for (int c = 0; c < chosen.length; c++) {
        if (t.hasColumn(chosen[c])) {
          dx[to + chosen[c]] += dy[r * chosen.length + c];
        }
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    return emit(e, e.of(input(0)), chosen);
  }

  /** Writes a choice of columns and returns its name. */
  public static String emit(Emitter e, String x, int... chosen) {
    long[] indices = Arrays.stream(chosen).asLongStream().toArray();
    return e.op("Gather", Map.of("axis", 1L), x, e.integers(indices));
  }
}
