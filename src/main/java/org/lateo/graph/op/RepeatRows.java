package org.lateo.graph.op;

import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** Each row several times in a row, for samples: row r becomes rows {@code r k .. r k + k - 1}. */
public final class RepeatRows extends Node {
  private final int copies;

  private RepeatRows(Node x, int copies) {
    super(x.rows().times(copies), x.columns(), x);
    this.copies = copies;
  }

  /** Repeats the rows of {@code x}, made dense if they are sparse; x itself for one copy. */
  public static Node of(Node x, int copies) {
    return copies == 1 ? x : new RepeatRows(Densify.of(x), copies);
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      System.arraycopy(x, r / copies * columns(), y, r * columns(), columns());
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      for (int copy = 0; copy < copies; copy++) {
        int from = (r * copies + copy) * columns();
        for (int c = t.column(); c < t.columnEnd(); c++) {
          dx[r * columns() + c] += dy[from + c];
        }
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    return variesByRow() ? emit(e, e.of(input(0))) : e.of(input(0));
  }

  /** Writes the repetition of a value of this node's columns, and returns its name. */
  public String emit(Emitter e, String x) {
    String raised = e.op("Unsqueeze", x, e.integers(1));
    String copied = e.op("Expand", raised, e.integers(1, copies, columns()));
    return e.op("Reshape", copied, e.integers(-1, columns()));
  }
}
