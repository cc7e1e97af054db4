package org.lateo.nn;

import java.util.List;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;

/** A function of rows with parameters of its own. Applied several times, it shares them. */
public interface Layer {
  /** Its parameters, in the order of the flat buffer. */
  List<Parameter> parameters();

  /**
   * Applies the layer.
   *
   * @param x {@code [rows, inputs]}
   * @return {@code [rows, outputs]}
   */
  Node apply(Node x);

  /** The columns it returns. */
  int outputs();
}
