package org.lateo.graph.op;

import org.lateo.graph.Node;
import org.lateo.graph.Rows;
import org.lateo.graph.Tile;
import org.lateo.math.RandomStream;

/**
 * Draws of N(0, 1) that are the same in every run, such as those that weights are made of in
 * prediction: a function of a key and of the place in {@code [rows, columns]}. In ONNX they are
 * constants.
 */
public final class FixedGaussian extends Node {
  private final long key;

  /**
   * @param key of a {@link RandomStream}; row r is drawn from its {@link RandomStream#child} r
   * @param rows a fixed number
   */
  public FixedGaussian(long key, int rows, int columns) {
    super(Rows.fixed(rows), columns);
    this.key = key;
  }

  /** The draws, {@code [rows, columns]}. */
  public double[][] values() {
    int rows = rows().fixed();
    float[] draws = all();
    double[][] values = new double[rows][columns()];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns(); c++) {
        values[r][c] = draws[r * columns() + c];
      }
    }
    return values;
  }

  private float[] all() {
    float[] draws = new float[rows().fixed() * columns()];
    for (int r = 0; r < rows().fixed(); r++) {
      fill(r, draws);
    }
    return draws;
  }

  private void fill(int row, float[] into) {
    RandomStream.fillGaussian(RandomStream.child(key, row), into, row * columns(), columns());
  }

  @Override
  protected void forward(Values w, Tile t) {
    for (int r = t.row(); r < t.rowEnd(); r++) {
      fill(r, w.values(this));
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.constant(all(), rows().fixed(), columns());
  }
}
