package org.lateo.graph;

import java.util.Arrays;
import org.lateo.math.BlasArray;

/**
 * The arrays of one node in one {@link Workspace}: value and gradient, each with a copy in the
 * memory of the matrix products where a product reads or writes it. Element (r, c) is at {@code
 * at(r) + c} in all four.
 *
 * @param offset the position of the first element
 * @param columns the columns of a row
 * @param values the value's array
 * @param gradient the gradient's array; null where no gradient is wanted
 * @param blasValues the value in the memory of the matrix products; null where none reads or writes
 *     it
 * @param blasGradient the gradient there; null likewise
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Buffer(
    int offset,
    int columns,
    float[] values,
    float[] gradient,
    BlasArray blasValues,
    BlasArray blasGradient) {
  /** The position of row {@code row}. */
  public int at(int row) {
    return offset + row * columns;
  }

  /** Sets a tile of the gradient to zero. */
  public void clearGradient(Tile t) {
    if (t.width() == columns) {
      Arrays.fill(gradient, at(t.row()), at(t.rowEnd()), 0f);
      return;
    }
    for (int r = t.row(); r < t.rowEnd(); r++) {
      Arrays.fill(gradient, at(r) + t.column(), at(r) + t.columnEnd(), 0f);
    }
  }

  void uploadValues(Tile t) {
    put(values, blasValues, t);
  }

  void uploadGradient(Tile t) {
    put(gradient, blasGradient, t);
  }

  /** Copies a tile of the value from the memory of the matrix products. */
  public void downloadValues(Tile t) {
    get(blasValues, values, t);
  }

  void downloadGradient(Tile t) {
    get(blasGradient, gradient, t);
  }

  private void put(float[] from, BlasArray to, Tile t) {
    if (t.width() == columns) {
      to.put(at(t.row()), from, at(t.row()), t.height() * columns);
      return;
    }
    for (int r = t.row(); r < t.rowEnd(); r++) {
      to.put(at(r) + t.column(), from, at(r) + t.column(), t.width());
    }
  }

  private void get(BlasArray from, float[] to, Tile t) {
    if (t.width() == columns) {
      from.get(at(t.row()), to, at(t.row()), t.height() * columns);
      return;
    }
    for (int r = t.row(); r < t.rowEnd(); r++) {
      from.get(at(r) + t.column(), to, at(r) + t.column(), t.width());
    }
  }
}
