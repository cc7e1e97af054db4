package org.lateo.graph.op;

import org.lateo.graph.Buffer;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Tile;

/** A weight matrix {@code [in, out]} with some of its elements held at zero. */
public final class MaskedWeights extends Node {
  private final Mask kept;

  /** 1 for what is kept and 0 for the rest, {@code [in, out]}; null until it is asked for. */
  private volatile float[] mask;

  /** Which elements of a matrix are kept. */
  public interface Mask {
    /** Whether the element that leads from input {@code in} to output {@code out} is kept. */
    boolean keeps(int in, int out);
  }

  /**
   * The mask takes memory when it is first read: a model is put together before its size is
   * checked.
   */
  public MaskedWeights(Parameter weight, Mask kept) {
    super(weight.rows(), weight.columns(), weight);
    this.kept = kept;
  }

  private float[] mask() {
    float[] known = mask;
    if (known == null) {
      known = new float[rows().fixed() * columns()];
      for (int i = 0; i < known.length; i++) {
        known[i] = kept.keeps(i / columns(), i % columns()) ? 1f : 0f;
      }
      mask = known;
    }
    return known;
  }

  @Override
  protected void forward(Values w, Tile t) {
    Buffer weight = w.buffer(input(0));
    float[] from = weight.values();
    float[] y = w.values(this);
    int offset = weight.at(0);
    float[] mask = mask();
    for (int i = t.row() * columns(); i < t.rowEnd() * columns(); i++) {
      y[i] = mask[i] * from[offset + i];
    }
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    Buffer weight = w.buffer(input(0));
    float[] to = weight.gradient();
    float[] dy = w.gradient(this);
    int offset = weight.at(0);
    float[] mask = mask();
    for (int i = t.row() * columns(); i < t.rowEnd() * columns(); i++) {
      to[offset + i] += mask[i] * dy[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    int rows = rows().fixed();
    return e.op("Mul", e.of(input(0)), e.constant(mask(), rows, columns()));
  }
}
