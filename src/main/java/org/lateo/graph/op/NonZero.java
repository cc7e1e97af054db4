package org.lateo.graph.op;

import java.util.Map;
import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/** 1 where x is a number other than zero, 0 where it is zero or NaN. */
public final class NonZero extends Elementwise {
  /** Marks the elements of x, which is data without gradient. */
  public NonZero(Node x) {
    super(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = Math.abs(x[i]) > 0f ? 1f : 0f;
    }
  }

  @Override
  protected boolean isDifferentiable() {
    return false;
  }

  @Override
  protected String emit(Emitter e) {
    String zero = e.constant(new float[] {0f});
    return e.op("Cast", Map.of("to", 1L), e.op("Greater", e.op("Abs", e.of(input(0))), zero));
  }
}
