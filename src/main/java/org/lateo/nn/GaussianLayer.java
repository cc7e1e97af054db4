package org.lateo.nn;

import org.lateo.graph.Node;

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

  /** Columns of the value. */
  int outputs();
}
