package org.lateo.graph.op;

import java.util.Map;
import org.lateo.graph.Buffer;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Rows;
import org.lateo.graph.Tile;
import org.lateo.graph.Tiling;

/** The first rows of a weight {@code [any, out]}, transposed: {@code [out, rows]}. */
public final class Transposed extends Node {
  /**
   * @param weight {@code [any, out]}
   * @param rows how many of its rows become columns
   * @throws IllegalArgumentException if it has fewer
   */
  public Transposed(Parameter weight, int rows) {
    super(Rows.fixed(weight.columns()), rows, weight);
    if (rows > weight.rows().fixed()) {
      throw new IllegalArgumentException(
          "Expected a weight of at least " + rows + " rows, found " + weight);
    }
  }

  @Override
  protected void forward(Values w, Tile t) {
    Buffer weight = w.buffer(input(0));
    float[] y = w.values(this);
    for (int c = t.column(); c < t.columnEnd(); c++) {
      int from = weight.at(c);
      for (int r = t.row(); r < t.rowEnd(); r++) {
        y[r * columns() + c] = weight.values()[from + r];
      }
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    Buffer weight = w.buffer(input(0));
    float[] dWeight = weight.gradient();
    float[] dy = w.gradient(this);
    int end = Math.min(t.rowEnd(), columns());
    for (int c = t.row(); c < end; c++) {
      int to = weight.at(c);
      for (int r = t.column(); r < t.columnEnd(); r++) {
        dWeight[to + r] += dy[r * columns() + c];
      }
    }
  }

  @Override
  protected Tiling inputTiling(int k) {
    return Tiling.WEIGHTS;
  }

  @Override
  protected String emit(Emitter e) {
    String all = e.op("Transpose", Map.of("perm", new long[] {1, 0}), e.of(input(0)));
    return columns() == input(0).rows().fixed()
        ? all
        : e.op("Slice", all, e.integers(0), e.integers(columns()), e.integers(1));
  }
}
