package org.lateo.graph;

/**
 * The random numbers that a sample is computed from, filled like an {@link Input} and known by a
 * key, which says what is drawn with them. Never an input of an ONNX graph: exported scores use
 * fixed draws that belong to the model.
 */
public final class Noise extends Node {
  /** A draw costs about as much as this many elements of a loop. */
  private static final int COST = 16;

  private final String key;

  /**
   * @param key what is drawn with it, such as "posterior"; noises of one key may be filled alike
   * @param rows its rows, one for each sample
   * @param columns its columns
   */
  public Noise(String key, Rows rows, int columns) {
    super(rows, columns);
    this.key = key;
  }

  /** What is drawn with it. */
  public String key() {
    return key;
  }

  @Override
  protected void forward(Values w, Tile tile) {
    RowSource source = w.source(this);
    Buffer out = w.buffer(this);
    for (int r = tile.row(); r < tile.rowEnd(); r++) {
      source.fill(r, out.values(), out.at(r));
    }
  }

  @Override
  protected int workPerRow() {
    return COST * columns();
  }

  @Override
  protected String emit(Emitter e) {
    throw new UnsupportedOperationException(
        "A graph with random noise cannot be written as ONNX; use the mean or fixed draws");
  }
}
