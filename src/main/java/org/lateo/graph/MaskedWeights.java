package org.lateo.graph;

/** A weight matrix {@code [in, out]} with some of its elements held at zero. */
public final class MaskedWeights extends Node {
  private final float[] mask;

  /**
   * @param mask 1 for what is kept and 0 for the rest, {@code [in, out]}
   */
  public MaskedWeights(Parameter weight, float[] mask) {
    super(weight.rows(), weight.columns(), weight);
    if (mask.length != weight.size()) {
      throw new IllegalArgumentException(
          "Expected a mask of " + weight.size() + " elements, found " + mask.length);
    }
    this.mask = mask.clone();
  }

  /** Element {@code i} of the mask. */
  public float mask(int i) {
    return mask[i];
  }

  @Override
  protected void forward(Workspace w, Tile t) {
    Buffer weight = w.buffer(input(0));
    float[] from = weight.values();
    float[] y = w.values(this);
    int offset = weight.at(0);
    for (int i = t.row() * columns(); i < t.rowEnd() * columns(); i++) {
      y[i] = mask[i] * from[offset + i];
    }
  }

  @Override
  protected void addGradient(Workspace w, int k, Tile t) {
    Buffer weight = w.buffer(input(0));
    float[] to = weight.gradient();
    float[] dy = w.gradient(this);
    int offset = weight.at(0);
    for (int i = t.row() * columns(); i < t.rowEnd() * columns(); i++) {
      to[offset + i] += mask[i] * dy[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    int rows = rows().fixed();
    return e.op("Mul", e.of(input(0)), e.constant(mask, rows, columns()));
  }
}
