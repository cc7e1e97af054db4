package org.lateo.nn;

import org.lateo.graph.Node;
import org.lateo.graph.ParameterLayout;
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

  /**
   * Leaves of the Gaussian its mean, up to standard deviations of 1e-6.
   *
   * @param values the flat buffer, {@code [layout.size()]}, which is changed
   */
  void leaveMeans(ParameterLayout layout, float[] values);

  /** Columns of the value. */
  int outputs();
}
