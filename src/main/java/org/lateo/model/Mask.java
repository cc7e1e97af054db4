package org.lateo.model;

import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.op.Known;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.SelectColumns;
import org.lateo.graph.op.Unless;
import org.lateo.likelihood.MissingColumns;

/**
 * Takes missing values out of what is computed from a batch. Where none may be missing, nodes stay
 * as they are.
 *
 * @param features raw values, NaN where they are missing, {@code [batch, columns]}
 */
record Mask(Node features, MissingColumns missing) {
  private Node known() {
    return new Known(features, missing.flags());
  }

  /**
   * The values of known cells, 0 for others.
   *
   * @param x {@code [batch * samples, columns]}, the samples of a row one after another
   */
  Node known(Node x) {
    if (missing.isNone()) {
      return x;
    }
    int samples = x.rows().multipleOf(features.rows());
    return Unless.unknown(x, RepeatRows.of(known(), samples));
  }

  /**
   * The values and, for each variable that may be missing, a column more: 1 where it is known.
   *
   * @param x {@code [batch, columns]}
   */
  Node marked(Node x) {
    if (missing.isNone()) {
      return x;
    }
    Node marks = SelectColumns.of(known(), missing.marks());
    int all = x.columns() + marks.columns();
    return MergeColumns.of(
        List.of(
            IntStream.range(0, x.columns()).toArray(), IntStream.range(x.columns(), all).toArray()),
        List.of(x, marks));
  }
}
