package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;
import org.lateo.math.FloatMath;

/** log x, where values below the smallest normal float, negative ones too, are taken as that. */
public final class Log extends Elementwise {
  /** Applies it to each element of {@code x}. */
  public Log(Node x) {
    super(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = FloatMath.log(x[i]);
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] x = w.values(input(0));
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dx[i] += x[i] > Float.MIN_NORMAL ? dy[i] / x[i] : 0f;
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Log", e.op("Max", e.of(input(0)), e.constant(new float[] {Float.MIN_NORMAL})));
  }
}
