package org.lateo.bayes;

import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.SumGroups;

/** Values of the components of a mixture side by side, all with equal shares. */
final class Mixture {
  private Mixture() {}

  /** Values {@code [batch, columns]} of each component as {@code [batch, components * columns]}. */
  static Node merged(List<Node> parts) {
    int columns = parts.get(0).columns();
    List<int[]> places =
        IntStream.range(0, parts.size())
            .mapToObj(k -> IntStream.range(k * columns, (k + 1) * columns).toArray())
            .toList();
    return MergeColumns.of(places, parts);
  }

  /** Merged values averaged over components, {@code [batch, columns]}. */
  static Node average(Node merged, int columns) {
    int components = merged.columns() / columns;
    if (components == 1) {
      return merged;
    }
    int[] group = IntStream.range(0, merged.columns()).map(c -> c % columns).toArray();
    return ScaleColumns.of(SumGroups.of(merged, group, columns), 1.0 / components, 0);
  }
}
