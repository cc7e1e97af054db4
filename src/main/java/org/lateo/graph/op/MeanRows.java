package org.lateo.graph.op;

import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;

/** The mean over the samples of each example: the opposite of {@link RepeatRows}. */
public final class MeanRows extends Node {
  private final int samples;

  private MeanRows(Node x, int samples) {
    super(x.rows().dividedBy(samples), x.columns(), x);
    this.samples = samples;
  }

  /** Averages each {@code samples} rows of {@code x}; x itself for one. */
  public static Node of(Node x, int samples) {
    return samples == 1 ? x : new MeanRows(x, samples);
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int r = t.row(); r < t.rowEnd(); r++) {
      for (int c = t.column(); c < t.columnEnd(); c++) {
        double sum = 0;
        for (int s = 0; s < samples; s++) {
          sum += x[(r * samples + s) * columns() + c];
        }
        y[r * columns() + c] = (float) (sum / samples);
      }
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    float share = 1f / samples;
    for (int r = t.row(); r < t.rowEnd(); r++) {
      for (int c = t.column(); c < t.columnEnd(); c++) {
        dx[r * columns() + c] += share * dy[r / samples * columns() + c];
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    if (!variesByRow()) {
      return e.of(input(0));
    }
    String split = e.op("Reshape", e.of(input(0)), e.integers(-1, samples, columns()));
    return e.op("ReduceMean", Map.of("keepdims", 0L, "axes", new long[] {1}), split);
  }
}
