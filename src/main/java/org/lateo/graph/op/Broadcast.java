package org.lateo.graph.op;

import java.util.Arrays;
import java.util.Map;
import org.lateo.graph.Buffer;
import org.lateo.graph.Node;
import org.lateo.graph.Rows;
import org.lateo.graph.Tile;

/**
 * A parameter, or another value of one row, for every row of a batch: {@code [1, columns]} as
 * {@code [rows, columns]}, or a single number {@code [1, 1]} in that shape.
 */
public final class Broadcast extends Node {
  private final boolean single;

  /**
   * @param row one row, of {@code columns} or of 1
   * @param rows how many rows the value has
   * @param columns how many columns the value has
   */
  public Broadcast(Node row, Rows rows, int columns) {
    super(rows, columns, row);
    this.single = row.columns() == 1;
    if (row.rows().fixed() != 1 || (!single && row.columns() != columns)) {
      throw new IllegalArgumentException(
          "Expected one row, [1, 1] or [1, " + columns + "], found " + row);
    }
  }

  @Override
  protected void forward(Values w, Tile t) {
    Buffer from = w.buffer(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * columns();
      if (single) {
        Arrays.fill(y, at + t.column(), at + t.columnEnd(), from.values()[from.at(0)]);
      } else {
        System.arraycopy(from.values(), from.at(0) + t.column(), y, at + t.column(), t.width());
      }
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    if (single) {
      addTotal(w);
    } else {
      addColumnSums(w, t);
    }
  }

  private void addTotal(Values w) {
    Buffer to = w.buffer(input(0));
    float[] dy = w.gradient(this);
    double total = 0;
    for (int i = 0; i < w.rows(this) * columns(); i++) {
      total += dy[i];
    }
    to.gradient()[to.at(0)] += (float) total;
  }

  private void addColumnSums(Values w, Tile t) {
    Buffer to = w.buffer(input(0));
    float[] dx = to.gradient();
    float[] dy = w.gradient(this);
    for (int r = 0; r < w.rows(this); r++) {
      int at = r * columns();
      for (int c = t.column(); c < t.columnEnd(); c++) {
        dx[to.at(0) + c] += dy[at + c];
      }
    }
  }

  /** ONNX broadcasts by itself. */
  @Override
  protected String emit(Emitter e) {
    return e.of(input(0));
  }

  /**
   * Writes a value with a row for each row of another, even if all of its rows are equal, for
   * operations that do not broadcast.
   */
  public static String emit(Emitter e, Node x, Node like) {
    if (x.variesByRow() || !like.variesByRow()) {
      return e.of(x);
    }
    String rows = e.op("Gather", e.op("Shape", e.of(like)), e.integers(0));
    String shape = e.op("Concat", Map.of("axis", 0L), rows, e.integers(1));
    return e.op("Expand", e.of(x), shape);
  }
}
