package org.lateo.graph;

/**
 * A parameter as the rows of a batch, so that tests can ask for the gradient of any node's input:
 * element (r, c) of one is element (r, c) of the other. The parameter has as many rows as the
 * batch.
 */
final class Variable extends Node {
  Variable(Parameter parameter, Rows rows) {
    super(rows, parameter.columns(), parameter);
  }

  @Override
  protected void forward(Values w, Tile t) {
    Buffer from = w.buffer(input(0));
    int at = t.row() * columns();
    System.arraycopy(
        from.values(), from.at(0) + at, w.values(this), at, t.rowEnd() * columns() - at);
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    Buffer to = w.buffer(input(0));
    float[] dy = w.gradient(this);
    for (int i = t.row() * columns(); i < t.rowEnd() * columns(); i++) {
      to.gradient()[to.at(0) + i] += dy[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    throw new UnsupportedOperationException("For tests only");
  }
}
