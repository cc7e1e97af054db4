package org.lateo.graph;

/**
 * A slot that the caller fills, one row per example: features, weights, labels, masks, or a latent
 * code. Its rows come from the {@link RowSource} that the {@link Workspace} has for it.
 */
public final class Input extends Node {
  private final String name;

  /**
   * @param name unique among a model's inputs; in ONNX the name of the graph's input
   * @param columns its columns
   */
  public Input(String name, int columns) {
    super(Rows.BATCH, columns);
    this.name = name;
  }

  /** The input's name. */
  public String name() {
    return name;
  }

  @Override
  protected void forward(Workspace w, Tile tile) {
    RowSource source = w.source(this);
    Buffer out = w.buffer(this);
    for (int r = tile.row(); r < tile.rowEnd(); r++) {
      source.fill(r, out.values(), out.at(r));
    }
  }

  @Override
  protected void addGradient(Workspace w, int k, Tile tile) {
    throw new IllegalStateException("The input " + name + " has no inputs");
  }

  @Override
  protected String emit(Emitter e) {
    return e.input(this);
  }
}
