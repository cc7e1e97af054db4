package org.lateo.graph.op;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/** x, taken as a constant: no gradient flows to what it is computed from. */
public final class StopGradient extends Elementwise {
  /** Applies it to each element of {@code x}. */
  public StopGradient(Node x) {
    super(x);
  }

  @Override
  protected void forward(Values w, int from, int to) {
    System.arraycopy(w.values(input(0)), from, w.values(this), from, to - from);
  }

  @Override
  protected boolean isDifferentiable() {
    return false;
  }

  @Override
  protected String emit(Emitter e) {
    return e.of(input(0));
  }
}
