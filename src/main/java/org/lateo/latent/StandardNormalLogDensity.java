package org.lateo.latent;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/** log N(z; 0, 1) = -(log 2π + z²) / 2 in nats, element by element. */
public final class StandardNormalLogDensity extends Elementwise {
  private static final float HALF_LOG_TWO_PI = 0.9189385f;

  /** Applies it to each element of {@code z}. */
  public StandardNormalLogDensity(Node z) {
    super(z);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] z = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = -HALF_LOG_TWO_PI - 0.5f * z[i] * z[i];
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] z = w.values(input(0));
    float[] dy = w.gradient(this);
    float[] dz = w.gradient(input(0));
    for (int i = from; i < to; i++) {
      dz[i] -= dy[i] * z[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    String z = e.of(input(0));
    String square = e.op("Mul", e.op("Mul", z, z), e.constant(new float[] {-0.5f}));
    return e.op("Sub", square, e.constant(new float[] {HALF_LOG_TWO_PI}));
  }
}
