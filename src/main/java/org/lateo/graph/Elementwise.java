package org.lateo.graph;

import java.util.List;

/**
 * A function of equally shaped inputs, element by element. Its loops run over ranges of the flat
 * arrays, the same range in every input and in the value.
 */
public abstract class Elementwise extends Node {
  /**
   * @throws IllegalArgumentException if the inputs differ in shape, or if one is a {@link
   *     Parameter}, which has to pass through {@link org.lateo.graph.op.Broadcast} first
   */
  protected Elementwise(Node... inputs) {
    super(inputs[0].rows(), inputs[0].columns(), inputs);
    Node first = inputs[0];
    for (Node input : inputs) {
      if (!input.rows().equals(first.rows()) || input.columns() != first.columns()) {
        throw new IllegalArgumentException(
            getClass().getSimpleName() + " expects inputs of one shape, found " + List.of(inputs));
      }
      if (input instanceof Parameter) {
        throw new IllegalArgumentException(
            getClass().getSimpleName() + " cannot read the parameter " + input + " directly");
      }
    }
  }

  /** Computes elements {@code [from, to)} of the value. */
  protected abstract void forward(Values w, int from, int to);

  /**
   * Adds to elements {@code [from, to)} of the gradient of input {@code k}; overridden by every
   * node that gradients flow through.
   */
  protected void addGradient(Values w, int k, int from, int to) {
    super.addGradient(w, k, new Tile(from, to, 0, 1));
  }

  @Override
  protected final void forward(Values w, Tile tile) {
    if (tile.width() == columns()) {
      forward(w, tile.row() * columns(), tile.rowEnd() * columns());
      return;
    }
    for (int r = tile.row(); r < tile.rowEnd(); r++) {
      forward(w, r * columns() + tile.column(), r * columns() + tile.columnEnd());
    }
  }

  @Override
  protected final void addGradient(Values w, int k, Tile tile) {
    if (tile.width() == columns()) {
      addGradient(w, k, tile.row() * columns(), tile.rowEnd() * columns());
      return;
    }
    for (int r = tile.row(); r < tile.rowEnd(); r++) {
      addGradient(w, k, r * columns() + tile.column(), r * columns() + tile.columnEnd());
    }
  }

  @Override
  protected final boolean isElementwise() {
    return true;
  }
}
