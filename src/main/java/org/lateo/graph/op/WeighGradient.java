package org.lateo.graph.op;

import java.util.List;
import org.lateo.graph.Node;
import org.lateo.graph.Rows;
import org.lateo.graph.Tile;

/**
 * x, whose gradient is that of its users times a weight for each row. The weights may be computed
 * from x itself, as those of importance samples are, since gradients come after all values; so they
 * are no input, and are set once they exist.
 */
public final class WeighGradient extends Node {
  private Node weights;

  /** A node without weights; no program can be made of it before {@link #by} has set them. */
  public WeighGradient(Node x) {
    super(x.rows(), x.columns(), x);
  }

  /**
   * Sets the weights, once.
   *
   * @param rowWeights one number for each row of x, in any shape of that many numbers
   */
  public void by(Node rowWeights) {
    if (weights != null) {
      throw new IllegalStateException("The weights of " + this + " are set already");
    }
    Rows given = rowWeights.rows().times(rowWeights.columns());
    if (!given.equals(rows())) {
      throw new IllegalArgumentException(
          "Expected a weight for each of " + rows() + ", found " + rowWeights);
    }
    this.weights = rowWeights;
  }

  @Override
  protected List<Node> readByGradient() {
    if (weights == null) {
      throw new IllegalStateException("The weights of " + this + " were never set");
    }
    return List.of(weights);
  }

  @Override
  protected void forward(Values w, Tile t) {
    int from = t.row() * columns();
    System.arraycopy(w.values(input(0)), from, w.values(this), from, t.height() * columns());
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] weight = w.values(weights);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      float factor = weight[r];
      for (int i = r * columns() + t.column(); i < r * columns() + t.columnEnd(); i++) {
        dx[i] += factor * dy[i];
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.of(input(0));
  }
}
