package org.lateo.graph.op;

import org.lateo.graph.Buffer;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Tile;

/**
 * A parameter {@code [rows, columns]} as an ordinary value of as many rows, whatever the batch.
 * Nodes that read it in their gradient read this copy: the parameter itself may have moved by then.
 */
public final class ParameterRows extends Node {
  /** Copies a parameter. */
  public ParameterRows(Parameter parameter) {
    super(parameter.rows(), parameter.columns(), parameter);
  }

  @Override
  protected void forward(Values w, Tile t) {
    Buffer from = w.buffer(input(0));
    int count = t.height() * columns();
    System.arraycopy(from.values(), from.at(t.row()), w.values(this), t.row() * columns(), count);
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    Buffer to = w.buffer(input(0));
    float[] dx = to.gradient();
    float[] dy = w.gradient(this);
    int offset = to.at(0);
    for (int i = t.row() * columns(); i < t.rowEnd() * columns(); i++) {
      dx[offset + i] += dy[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.of(input(0));
  }
}
