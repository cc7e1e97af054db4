package org.lateo.density;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.op.SelectColumns;

/**
 * A monotone spline of rational quadratic pieces within a box, the identity outside, and with slope
 * 1 at both ends of the box.
 *
 * <p>See:
 *
 * <pre>
 * Durkan C, Bekasov A, Murray I, Papamakarios G.
 * "Neural Spline Flows", section 3.1
 * NeurIPS 2019.
 * </pre>
 *
 * <p>There zeros are no identity; here a constant is added to the slopes, so that they are.
 *
 * @param bins pieces, 2 or more
 * @param bound the box is from minus this to this, on both axes
 */
public record SplineTransformer(int bins, double bound) implements Transformer {
  /** Refuses with {@link IllegalArgumentException} fewer than 2 pieces, or a box of no size. */
  public SplineTransformer {
    if (bins < 2 || !(bound > 0)) {
      throw new IllegalArgumentException(
          "Expected 2 or more bins and a positive bound, found " + bins + " and " + bound);
    }
  }

  /** Widths and heights of the pieces, and the slopes between them. */
  @Override
  public List<Integer> parameters() {
    return List.of(3 * bins - 1);
  }

  @Override
  public Bijection given(List<Node> parameters) {
    return new Spline(parameters.get(0));
  }

  private final class Spline implements Bijection {
    private final Node parameters;

    Spline(Node parameters) {
      this.parameters = parameters;
    }

    @Override
    public Moved forward(Node x) {
      return moved(x, false);
    }

    @Override
    public Optional<Moved> inverse(Node y) {
      return Optional.of(moved(y, true));
    }

    private Moved moved(Node x, boolean inverse) {
      Node both = new RationalQuadratic(x, parameters, bins, (float) bound, inverse);
      int columns = x.columns();
      return new Moved(
          SelectColumns.of(both, IntStream.range(0, columns).toArray()),
          SelectColumns.of(both, IntStream.range(columns, 2 * columns).toArray()));
    }
  }
}
