package org.lateo.density;

import java.util.List;
import org.lateo.graph.Node;

/** A family of monotone functions of one number, of which each column has one of its own. */
public interface Transformer {
  /**
   * How many parameters a column's function has, in groups that come from layers of their own. With
   * all of them 0, the function is the identity.
   */
  List<Integer> parameters();

  /**
   * The functions of some rows and columns, whose logarithmic derivatives are by column. They have
   * an inverse.
   *
   * @param parameters for each group {@code [rows, size * columns]}: the first parameter of every
   *     column, then the second of every column, and so on
   */
  Bijection given(List<Node> parameters);
}
