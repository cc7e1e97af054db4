package org.lateo.density;

import java.util.List;
import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.SoftBound;
import org.lateo.graph.op.Sum;

/**
 * (x - m) e^-s. The logarithm of the scale, s, is softly bounded to ±8: deep flows diverge
 * otherwise, since scales multiply.
 */
public final class AffineTransformer implements Transformer {
  private static final float LIMIT = 8f;

  /** The family has no settings. */
  public AffineTransformer() {}

  /** m and s. */
  @Override
  public List<Integer> parameters() {
    return List.of(1, 1);
  }

  @Override
  public Bijection given(List<Node> parameters) {
    return new Scaled(parameters.get(0), new SoftBound(parameters.get(1), LIMIT));
  }

  /**
   * The functions of some rows.
   *
   * @param shift m, {@code [rows, columns]}
   * @param logScale s, {@code [rows, columns]}
   */
  private record Scaled(Node shift, Node logScale) implements Bijection {
    @Override
    public Moved forward(Node x) {
      Node minus = ScaleColumns.of(logScale, -1, 0);
      return new Moved(new Product(Sum.subtract(x, shift), new Exp(minus)), minus);
    }

    @Override
    public Optional<Moved> inverse(Node y) {
      Node x = Sum.add(new Product(y, new Exp(logScale)), shift);
      return Optional.of(new Moved(x, logScale));
    }
  }
}
