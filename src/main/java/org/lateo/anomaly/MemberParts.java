package org.lateo.anomaly;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.Sum;
import org.lateo.inference.ScoreParts;

/**
 * What a member's score is the sum of, of its own columns.
 *
 * @param bound the parts of the score of the member's model, weighed
 * @param near what its exemplars add; empty if it has none
 */
record MemberParts(ScoreParts bound, Optional<RowDensity.Parts> near) {
  /** The parts by features and latent entries; what exemplars add beside columns is one more. */
  ScoreParts joined() {
    return near.map(this::with).orElse(bound);
  }

  private ScoreParts with(RowDensity.Parts near) {
    return new ScoreParts(
        bound.features().map(node -> Sum.add(node, near.features())),
        Optional.of(bound.latents().map(node -> beside(node, near.rest())).orElse(near.rest())),
        bound.noise());
  }

  private static Node beside(Node left, Node right) {
    int all = left.columns() + right.columns();
    return MergeColumns.of(
        List.of(
            IntStream.range(0, left.columns()).toArray(),
            IntStream.range(left.columns(), all).toArray()),
        List.of(left, right));
  }
}
