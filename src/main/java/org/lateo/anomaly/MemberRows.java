package org.lateo.anomaly;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.lateo.graph.Node;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.inference.ScoreParts;

/**
 * Rows as a member's model reads them in a program.
 *
 * @param score the parts of the model's score
 * @param values the rows less their origin, {@code [batch, columns]}
 * @param known makes entries of values that are missing 0, {@code [batch, columns]}
 * @param alone columns of which the model's score says all: it counts there in full, and exemplars
 *     add nothing, {@code [any]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record MemberRows(ScoreParts score, Node values, UnaryOperator<Node> known, int... alone) {
  /** Makes entries 0 of which exemplars say nothing, {@code [batch, columns]}. */
  Node besideExemplars(Node entries) {
    Node some = known.apply(entries);
    double[] none = new double[entries.columns()];
    return alone.length == 0 ? some : ScaleColumns.restore(some, none, factors(none.length, 1, 0));
  }

  /** The model's score beside exemplars, multiplied by a factor. */
  ScoreParts weighed(double factor) {
    return new ScoreParts(
        score.features().map(node -> weighed(node, factor)),
        score.latents().map(node -> ScaleColumns.of(node, factor, 0)),
        score.noise());
  }

  private Node weighed(Node features, double factor) {
    int columns = features.columns();
    return ScaleColumns.restore(features, new double[columns], factors(columns, factor, 1));
  }

  private double[] factors(int columns, double others, double ofAlone) {
    double[] factors = new double[columns];
    Arrays.fill(factors, others);
    for (int c : alone) {
      factors[c] = ofAlone;
    }
    return factors;
  }
}
