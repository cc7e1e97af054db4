package org.lateo.graph.op;

import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** A sparse value as an array with its zeros. Only inputs are sparse, so there is no gradient. */
public final class Densify extends Node {
  private Densify(Node x) {
    super(x.rows(), x.columns(), x);
  }

  /** The value of {@code x} as an array; x itself unless it is sparse. */
  public static Node of(Node x) {
    return x.isSparse() ? new Densify(x) : x;
  }

  @Override
  protected void forward(Values w, Tile t) {
    w.nonZeros(input(0)).scatter(t.row(), t.rowEnd(), w.values(this));
  }

  /** ONNX knows dense values only. */
  @Override
  protected String emit(Emitter e) {
    return e.of(input(0));
  }

  @Override
  protected boolean readsSparse() {
    return true;
  }
}
