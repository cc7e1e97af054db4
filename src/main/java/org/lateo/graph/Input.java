package org.lateo.graph;

/**
 * A slot that the caller fills, one row per example: features, weights, labels, masks, or a latent
 * code. Its rows come from the {@link RowSource} that the {@link Workspace} has for it.
 *
 * <p>A sparse input holds the non-zeros of its rows only. In ONNX both are the same dense input.
 */
public final class Input extends Node {
  private final String name;
  private final boolean sparse;

  /**
   * @param name unique among a model's inputs; in ONNX the name of the graph's input
   * @param columns its columns
   */
  public Input(String name, int columns) {
    this(name, columns, false);
  }

  /** An input that, if {@code sparse}, holds only the non-zeros of its rows. */
  public Input(String name, int columns, boolean sparse) {
    super(Rows.BATCH, columns);
    this.name = name;
    this.sparse = sparse;
  }

  /** The input's name. */
  public String name() {
    return name;
  }

  @Override
  public boolean isSparse() {
    return sparse;
  }

  @Override
  protected Tiling tiling() {
    return sparse ? Tiling.WHOLE : Tiling.ROWS;
  }

  @Override
  protected void forward(Values w, Tile tile) {
    RowSource source = w.source(this);
    if (sparse) {
      fillNonZeros(w, source, tile);
      return;
    }
    Buffer out = w.buffer(this);
    for (int r = tile.row(); r < tile.rowEnd(); r++) {
      source.fill(r, out.values(), out.at(r));
    }
  }

  private void fillNonZeros(Values w, RowSource source, Tile tile) {
    NonZeros out = w.nonZeros(this);
    out.clear();
    for (int r = tile.row(); r < tile.rowEnd(); r++) {
      source.fill(r, out);
      out.endRow();
    }
    if (w.isTraining()) {
      out.orderByColumn();
    }
  }

  @Override
  protected String emit(Emitter e) {
    return e.input(name);
  }
}
