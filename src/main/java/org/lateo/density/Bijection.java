package org.lateo.density;

import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.op.Sum;

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
   * Moves rows, with the logarithm of the volume change by column: what each column adds on its own
   * way. Empty if columns are mixed, so that none has a way of its own.
   *
   * @param x {@code [rows, columns]}
   * @param before what the columns have added so far, {@code [rows, columns]}
   * @return the rows, and what their columns have added, {@code [rows, columns]}
   */
  default Optional<Moved> byColumn(Node x, Node before) {
    Moved moved = forward(x);
    return moved.logDeterminant().columns() == x.columns()
        ? Optional.of(new Moved(moved.value(), Sum.add(before, moved.logDeterminant())))
        : Optional.empty();
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
