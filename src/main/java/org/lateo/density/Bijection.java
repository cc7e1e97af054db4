package org.lateo.density;

import java.util.Optional;
import org.lateo.graph.Node;

/**
 * An invertible map of rows with the logarithm of its volume change: what densities are moved by.
 * With parameters of its own it is a {@link org.lateo.nn.Module} as well.
 */
public interface Bijection {
  /**
   * Moves rows.
   *
   * @param x {@code [rows, columns]}
   */
  Moved forward(Node x);

  /**
   * Moves rows back, with the logarithm of that map's volume change; empty where there is no way
   * back in closed form.
   *
   * @param y {@code [rows, columns]}
   */
  default Optional<Moved> inverse(Node y) {
    return Optional.empty();
  }

  /**
   * Rows that were moved.
   *
   * @param value {@code [rows, columns]}
   * @param logDeterminant log |det| of the map's Jacobian there, {@code [rows, columns]} where it
   *     is a sum over the columns, {@code [rows, 1]} otherwise
   */
  record Moved(Node value, Node logDeterminant) {}
}
