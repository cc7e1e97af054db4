package org.lateo.nn;

import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;

/**
 * Values times noise of mean 1, drawn for each row and unit in training, with the variance that
 * dropping units at a rate p and dividing the others by 1 - p would have:
 *
 * <pre>
 * x (1 + sqrt(p / (1 - p)) e),   e ~ N(0, 1)
 * </pre>
 *
 * <p>See:
 *
 * <pre>
 * Srivastava N, Hinton G, Krizhevsky A, Sutskever I, Salakhutdinov R.
 * "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", section 10
 * Journal of Machine Learning Research 15, 2014.
 * </pre>
 */
public final class Dropout {
  /** The key of the noise. */
  public static final String NOISE = "dropout";

  private Dropout() {}

  /**
   * Values with noise.
   *
   * @param x {@code [rows, columns]}
   * @param rate p, in [0, 1); 0 for the values themselves
   */
  public static Node of(Node x, double rate) {
    if (rate == 0) {
      return x;
    }
    Noise noise = new Noise(NOISE, x.rows(), x.columns());
    return new Product(x, ScaleColumns.of(noise, Math.sqrt(rate / (1 - rate)), 1));
  }
}
