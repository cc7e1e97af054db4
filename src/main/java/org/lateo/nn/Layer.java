package org.lateo.nn;

import org.lateo.graph.Node;

/** A function of rows with parameters of its own. Applied several times, it shares them. */
public interface Layer extends Module {
  /**
   * Applies the layer.
   *
   * @param x {@code [rows, inputs]}
   * @return {@code [rows, outputs]}
   */
  Node apply(Node x);

  /** Columns of the output. */
  int outputs();
}
