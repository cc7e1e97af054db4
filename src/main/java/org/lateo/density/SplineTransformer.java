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
 * @param bins pieces, 2 to {@value #MOST_BINS}
 * @param bound the box is from minus this to this, on both axes; above 0, at most {@value
 *     #MOST_BOUND}
 */
public record SplineTransformer(int bins, double bound) implements Transformer {
  /** Each piece has a thousandth of the box at least, which many more would not leave room for. */
  public static final int MOST_BINS = 256;

  /** Far wider than any column in standard deviations. */
  public static final int MOST_BOUND = 1000;

  /**
   * See the record.
   *
   * @throws IllegalArgumentException for other numbers of pieces, or a box of another size
   */
  public SplineTransformer {
    requireBins(bins);
    requireBound(bound);
  }

  /** Refuses other numbers of pieces with {@link IllegalArgumentException}. */
  public static int requireBins(int bins) {
    require(bins >= 2 && bins <= MOST_BINS, "2 to " + MOST_BINS + " bins", bins);
    return bins;
  }

  /** Refuses boxes of another size with {@link IllegalArgumentException}. */
  public static double requireBound(double bound) {
    require(
        (float) bound > 0 && bound <= MOST_BOUND, "a bound above 0, at most " + MOST_BOUND, bound);
    return bound;
  }

  private static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("Expected " + expected + ", found " + found);
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
