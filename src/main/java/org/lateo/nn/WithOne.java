package org.lateo.nn;

import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.MergeColumns;

/** Rows with a last column of ones, so that the last row of a matrix is its bias. */
final class WithOne {
  private WithOne() {}

  /** {@code [rows, columns]} as {@code [rows, columns + 1]}. */
  static Node of(Node x) {
    int columns = x.columns();
    return MergeColumns.of(
        List.of(IntStream.range(0, columns).toArray(), new int[] {columns}),
        List.of(x, new Constant(x.rows(), 1f)));
  }

  /** A product with a matrix, without a bias of its own. */
  static Node times(Node x, Node matrix) {
    return new Affine(x, matrix, new Constant(Rows.fixed(1), new float[matrix.columns()]));
  }
}
