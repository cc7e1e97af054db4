package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/** √x, where values below the smallest normal float, negative ones too, are taken as that. */
public final class Sqrt extends Elementwise {
  /** Applies it to each element of {@code x}. */
  public Sqrt(Node x) {
    super(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = (float) Math.sqrt(Math.max(x[i], Float.MIN_NORMAL));
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dx[i] += x[i] > Float.MIN_NORMAL ? 0.5f * dy[i] / y[i] : 0f;
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Sqrt", e.op("Max", e.of(input(0)), e.constant(new float[] {Float.MIN_NORMAL})));
  }
}
