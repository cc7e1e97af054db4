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
  private final boolean opposites;

  /**
   * @param key of a {@link RandomStream}; row r is drawn from its {@link RandomStream#child} r
   * @param rows a fixed number
   */
  public FixedGaussian(long key, int rows, int columns) {
    this(key, rows, columns, false);
  }

  private FixedGaussian(long key, int rows, int columns, boolean opposites) {
    super(Rows.fixed(rows), columns);
    this.key = key;
    this.opposites = opposites;
  }

  /** Rows {@code 2 r} and {@code 2 r + 1} are child r and its opposite, so that the mean is 0. */
  public static FixedGaussian pairs(long key, int pairs, int columns) {
    return new FixedGaussian(key, 2 * pairs, columns, true);
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
    int from = row * columns();
    long child = RandomStream.child(key, opposites ? row / 2 : row);
    RandomStream.fillGaussian(child, into, from, columns());
    for (int c = from; opposites && row % 2 == 1 && c < from + columns(); c++) {
      into[c] = -into[c];
    }
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
