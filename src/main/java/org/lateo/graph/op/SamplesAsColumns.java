package org.lateo.graph.op;

import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/**
 * One number for each sample, {@code [batch * samples, 1]}, as a row for each example, {@code
 * [batch, samples]}. The numbers stay where they are.
 */
public final class SamplesAsColumns extends Node {
  private SamplesAsColumns(Node x, int samples) {
    super(x.rows().dividedBy(samples), samples, x);
    if (x.columns() != 1) {
      throw new IllegalArgumentException("Expected one column, found " + x);
    }
  }

  /** Puts each {@code samples} rows of {@code x} side by side; x itself for one. */
  public static Node of(Node x, int samples) {
    return samples == 1 ? x : new SamplesAsColumns(x, samples);
  }

  @Override
  protected void forward(Values w, Tile t) {
    int from = t.row() * columns();
    System.arraycopy(w.values(input(0)), from, w.values(this), from, t.height() * columns());
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = t.row(); i < t.rowEnd(); i++) {
      dx[i] += dy[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Reshape", e.of(input(0)), e.integers(-1, columns()));
  }
}
