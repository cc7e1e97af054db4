package org.lateo.graph;

import org.lateo.math.FloatMath;

/** {@link Log1p} of the non-zeros, which leaves zeros zero. */
final class SparseLog1p extends Node {
  SparseLog1p(Node x) {
    super(x.rows(), x.columns(), x);
  }

  @Override
  protected void forward(Workspace w, Tile t) {
    NonZeros x = w.nonZeros(input(0));
    NonZeros y = w.nonZeros(this);
    y.follow(x);
    float[] from = x.values();
    float[] to = y.values();
    for (int k = 0; k < x.size(); k++) {
      to[k] = FloatMath.log1p(Math.max(from[k], 0f));
    }
  }

  @Override
  protected void addGradient(Workspace w, int k, Tile t) {
    throw new IllegalStateException("Sparse values have no gradient");
  }

  @Override
  protected String emit(Emitter e) {
    return Log1p.emit(e, e.of(input(0)));
  }

  @Override
  protected Tiling tiling() {
    return Tiling.WHOLE;
  }

  @Override
  public boolean isSparse() {
    return true;
  }

  @Override
  protected boolean readsSparse() {
    return true;
  }
}
