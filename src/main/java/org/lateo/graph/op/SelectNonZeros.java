package org.lateo.graph.op;

import java.util.Arrays;
import org.lateo.graph.Node;
import org.lateo.graph.NonZeros;
import org.lateo.graph.Tile;
import org.lateo.graph.Tiling;

/**
 * Some columns of a sparse value as their non-zeros, {@code [rows, chosen]}; {@link SelectColumns}
 * makes them dense.
 */
public final class SelectNonZeros extends Node {
  private final int[] chosen;

  /** The number that each column of the input becomes, -1 for none. */
  private final int[] number;

  private SelectNonZeros(Node x, int[] chosen) {
    super(x.rows(), chosen.length, x);
    this.chosen = chosen.clone();
    this.number = new int[x.columns()];
    Arrays.fill(number, -1);
    for (int c = 0; c < chosen.length; c++) {
      number[chosen[c]] = c;
    }
  }

  /**
   * The chosen columns of {@code x}, sparse where x is; x itself where they are all, in order.
   *
   * @param chosen different columns, ascending
   */
  public static Node of(Node x, int... chosen) {
    return !x.isSparse() || chosen.length == x.columns()
        ? SelectColumns.of(x, chosen)
        : new SelectNonZeros(x, chosen);
  }

  @Override
  protected void forward(Values w, Tile t) {
    NonZeros x = w.nonZeros(input(0));
    NonZeros y = w.nonZeros(this);
    y.clear();
    for (int r = t.row(); r < t.rowEnd(); r++) {
      for (int k = x.start(r); k < x.start(r + 1); k++) {
        if (number[x.columns()[k]] >= 0) {
          y.add(number[x.columns()[k]], x.values()[k]);
        }
      }
      y.endRow();
    }
    if (w.isTraining()) {
      y.orderByColumn();
    }
  }

  @Override
  protected boolean isDifferentiable() {
    return false;
  }

  /** ONNX knows dense values only. */
  @Override
  protected String emit(Emitter e) {
    return SelectColumns.emit(e, e.of(input(0)), chosen);
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
