package org.lateo.nn;

import org.lateo.graph.Node;
import org.lateo.graph.op.RowProducts;
import org.lateo.graph.op.Sqrt;

/**
 * x W + b with a Gaussian over W and b, so that each row's value is Gaussian. The divergence of
 * that Gaussian from the prior is in {@link #penalties}.
 */
public interface GaussianLayer extends Module {
  /**
   * The means of x W + b.
   *
   * @param x {@code [rows, inputs]}
   * @return {@code [rows, outputs]}
   */
  Node mean(Node x);

  /**
   * The variances of x W + b.
   *
   * @param x {@code [rows, inputs]}
   * @return {@code [rows, outputs]}
   */
  Node variance(Node x);

  /**
   * How far draws of x W + b are off their means: what standard normal draws, the same for each
   * row, are multiplied to.
   *
   * @param x {@code [rows, inputs]}
   * @param draws {@code [count, outputs]}, a fixed number of them
   * @return {@code [rows * count, outputs]}
   */
  default Node deviations(Node x, Node draws) {
    return new RowProducts(new Sqrt(variance(x)), draws);
  }

  /** Columns of the value. */
  int outputs();
}
