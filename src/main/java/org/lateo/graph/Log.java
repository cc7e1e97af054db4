package org.lateo.graph;

/** The natural logarithm, of positive numbers. */
public final class Log extends Elementwise {
  /** Applies it to each element of {@code x}. */
  public Log(Node x) {
    super(x);
  }

  @Override
  protected void forward(Workspace w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = (float) StrictMath.log(x[i]);
    }
  }

  @Override
  protected void addGradient(Workspace w, int k, int from, int to) {
    float[] x = w.values(input(0));
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dx[i] += dy[i] / x[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.op("Log", e.of(input(0)));
  }
}
