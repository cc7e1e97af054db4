package org.lateo.graph.op;

import java.util.Map;
import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/** 1 where x is below a limit, 0 elsewhere and where x is NaN. */
public final class Below extends Elementwise {
  private final float limit;

  /** Compares each element with the limit. */
  public Below(Node x, float limit) {
    super(x);
    this.limit = limit;
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    for (int i = from; i < to; i++) {
      y[i] = x[i] < limit ? 1f : 0f;
    }
  }

  @Override
  protected boolean isDifferentiable() {
    return false;
  }

  @Override
  protected String emit(Emitter e) {
    String below = e.op("Less", e.of(input(0)), e.constant(new float[] {limit}));
    return e.op("Cast", Map.of("to", 1L), below);
  }
}
