package org.lateo.graph;

import java.util.Arrays;

/** One row of the same number, {@code [1, columns]}, whatever the batch. */
public final class Constant extends Node {
  private final float value;

  /**
   * @param columns how often it stands there
   */
  public Constant(int columns, float value) {
    super(Rows.fixed(1), columns);
    this.value = value;
  }

  /** The number. */
  public float value() {
    return value;
  }

  @Override
  protected void forward(Workspace w, Tile t) {
    Arrays.fill(w.values(this), t.column(), t.columnEnd(), value);
  }

  @Override
  protected void addGradient(Workspace w, int k, Tile t) {
    throw new IllegalStateException("A constant has no inputs");
  }

  @Override
  protected String emit(Emitter e) {
    float[] values = new float[columns()];
    Arrays.fill(values, value);
    return e.constant(values, 1, columns());
  }
}
