package org.lateo.latent;

import java.util.List;
import java.util.stream.Stream;
import org.lateo.density.Bijection;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Log;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.Quotient;
import org.lateo.graph.op.RepeatColumns;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.SoftBound;
import org.lateo.graph.op.Softplus;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.graph.op.Tanh;
import org.lateo.nn.Dense;

/**
 * z + û tanh(w z + b), with u, w and b linear functions of the encoder's last layer. It is
 * invertible where w û > -1, and so u is moved along w:
 *
 * <pre>
 * û = u + (s - 1 - w u) w / |w|²,   s = softplus(w u + log(e - 1)) > 0
 * |det| = 1 + (1 - tanh²) w û = s + tanh² (1 - s)
 * </pre>
 *
 * <p>Rezende and Mohamed have softplus(w u); here s is 1 at w u = 0, so that û nears u, not
 * infinity, as w vanishes. Within s, w u is softly bounded to ±8, so that s is not rounded to zero.
 */
record PlanarFlow(Dense u, Dense w, Dense b) implements FlowDistribution.Flow {
  private static final float LIMIT = 8f;

  /** log(e - 1), where softplus is 1. */
  private static final double SHIFT = 0.5413248546129181;

  /** Far below what float arithmetic makes of |w|² that matters. */
  private static final double TINY = 1e-12;

  /** The k-th flow of a posterior. */
  static PlanarFlow of(int k, int width, int latent, Initialiser weights) {
    String name = "posterior.planar." + k;
    return new PlanarFlow(
        new Dense(name + ".u", width, latent, weights),
        new Dense(name + ".w", width, latent, weights),
        new Dense(name + ".b", width, 1, weights));
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(u, w, b).flatMap(d -> d.parameters().stream()).toList();
  }

  @Override
  public Bijection given(Node hidden) {
    Node free = u.apply(hidden);
    Node normal = w.apply(hidden);
    Node along = dot(normal, free);
    Node stretch = new Softplus(plus(new SoftBound(along, LIMIT), SHIFT));
    Node missing = Sum.subtract(plus(stretch, -1), along);
    Node factor = new Quotient(missing, plus(dot(normal, normal), TINY));
    Node shift = Sum.add(free, scale(normal, factor));
    return new Planar(shift, normal, b.apply(hidden), stretch);
  }

  private static Node dot(Node x, Node y) {
    return SumColumns.of(new Product(x, y));
  }

  private static Node scale(Node x, Node factor) {
    return new Product(x, RepeatColumns.of(factor, x.columns()));
  }

  private static Node plus(Node x, double constant) {
    return ScaleColumns.of(x, 1, constant);
  }

  /**
   * The map of some rows.
   *
   * @param shift û, {@code [rows, latent]}
   * @param normal w, {@code [rows, latent]}
   * @param offset b, {@code [rows, 1]}
   * @param stretch s, {@code [rows, 1]}
   */
  private record Planar(Node shift, Node normal, Node offset, Node stretch) implements Bijection {
    @Override
    public Moved forward(Node z) {
      int samples = z.rows().multipleOf(normal.rows());
      Node along = dot(RepeatRows.of(normal, samples), z);
      Node tanh = new Tanh(Sum.add(along, RepeatRows.of(offset, samples)));
      Node s = RepeatRows.of(stretch, samples);
      Node square = new Product(tanh, tanh);
      Node determinant = Sum.subtract(Sum.add(s, square), new Product(square, s));
      return new Moved(
          Sum.add(z, scale(RepeatRows.of(shift, samples), tanh)), new Log(determinant));
    }
  }
}
