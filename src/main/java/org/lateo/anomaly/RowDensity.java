package org.lateo.anomaly;

import java.util.Arrays;
import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.LogSumExp;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Softmax;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;

/**
 * How near rows are to given ones: a latent-variable model whose only latent is which of them a row
 * comes from. With n rows e of D scaled columns
 *
 * <pre>
 * log p(x) = log 1/n Σ_i N(x; e_i, width² I)
 * </pre>
 *
 * <p>The latent has n states, so the bound is exact, and splits as a bound does: with r = p(i|x)
 * each column adds Σ_i r_i log N(x_d; e_id, width²), and the rest is -KL(r || 1/n), one entry. A
 * missing value counts as its column's mean, and adds to no feature.
 *
 * <p>See:
 *
 * <pre>
 * Norouzi M, Fleet DJ, Norouzi S.
 * "Exemplar VAE: Linking Generative Models, Nearest Neighbor Retrieval, and Data Augmentation"
 * NeurIPS 2020.
 * </pre>
 */
final class RowDensity {
  private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

  private final float[] rows;
  private final Scaling scaling;

  private final Parameter byColumn;
  private final Parameter halfNorms;
  private final Parameter byExemplar;
  private final Parameter squares;
  private final Parameter zero;
  private final Parameters parameters;

  /**
   * @param rows scaled, 0 where a value is missing, {@code [any * columns]}, at least one
   * @param scaling what stands before them
   * @throws IllegalArgumentException if the numbers do not fit together
   */
  RowDensity(float[] rows, Scaling scaling) {
    int columns = scaling.columns();
    if (columns == 0 || rows.length == 0 || rows.length % columns != 0) {
      throw new IllegalArgumentException(
          String.format(
              "Exemplars: expected rows of %d columns, found %d numbers", columns, rows.length));
    }
    this.rows = rows.clone();
    this.scaling = scaling;
    int count = rows.length / columns;
    this.byColumn = parameter("byColumn", columns, count, this::column);
    this.halfNorms = parameter("halfNorms", 1, count, (none, i) -> -0.5f * norm(i));
    this.byExemplar = parameter("byExemplar", count, columns, (i, c) -> at(i, c));
    this.squares = parameter("squares", count, columns, (i, c) -> at(i, c) * at(i, c));
    this.zero = parameter("zero", 1, columns, (none, c) -> 0);
    ParameterLayout layout =
        new ParameterLayout(List.of(byColumn, halfNorms, byExemplar, squares, zero));
    this.parameters = new Parameters(layout, layout.initialise(0), BestBlas.get());
  }

  private interface Cell {
    float at(int row, int column);
  }

  private static Parameter parameter(String name, int rows, int columns, Cell cell) {
    Initialiser values =
        (into, offset, height, width, random) -> {
          for (int i = 0; i < height * width; i++) {
            into[offset + i] = cell.at(i / width, i % width);
          }
        };
    return new Parameter(name, rows, columns, values);
  }

  private float at(int exemplar, int column) {
    return rows[exemplar * scaling.columns() + column];
  }

  private float column(int column, int exemplar) {
    return at(exemplar, column);
  }

  private float norm(int exemplar) {
    double sum = 0;
    for (int c = 0; c < scaling.columns(); c++) {
      sum += (double) at(exemplar, c) * at(exemplar, c);
    }
    return (float) sum;
  }

  /**
   * What a log-density is the sum of.
   *
   * @param features what each column adds, {@code [batch, columns]}
   * @param rest what is left, {@code [batch, 1]}
   * @param total all of it, {@code [batch, 1]}, which costs much less than its parts
   */
  record Parts(Node features, Node rest, Node total) {
    Parts plus(Parts other) {
      return new Parts(
          Sum.add(features, other.features),
          Sum.add(rest, other.rest),
          Sum.add(total, other.total));
    }

    Parts times(double factor) {
      return new Parts(
          RowDensity.times(features, factor),
          RowDensity.times(rest, factor),
          RowDensity.times(total, factor));
    }
  }

  /** The inner products with rows that log-densities of all widths are made of. */
  Node products(Node x) {
    return new Affine(x, byColumn, halfNorms);
  }

  /**
   * The log-density at a width.
   *
   * @param read the rows as the model reads them
   * @param x the same scaled, 0 where a value is missing, {@code [batch, columns]}
   * @param products of x
   * @param width in units of each column's scale
   */
  Parts parts(double width, MemberRows read, Node x, Node products) {
    double precision = 1 / (width * width);
    Node logits = times(products, precision);
    Node shares = new Softmax(logits);
    Node cross = new Product(x, new Affine(shares, byExemplar, zero));
    Node distances =
        Sum.add(
            Sum.subtract(new Product(x, x), times(cross, 2)), new Affine(shares, squares, zero));
    Node features = read.besideExemplars(logDensity(distances, precision));
    Node norm = times(SumColumns.of(new Product(x, x)), -0.5 * precision);
    Node total = plus(Sum.add(new LogSumExp(logits), norm), constant(width));
    return new Parts(features, Sum.subtract(total, SumColumns.of(features)), total);
  }

  /** Of raw values: the density of x is that of x / scale, divided by scale. */
  private Node logDensity(Node distances, double precision) {
    double[] after =
        Arrays.stream(scaling.scale())
            .map(scale -> 0.5 * (StrictMath.log(precision) - LOG_TWO_PI) - StrictMath.log(scale))
            .toArray();
    double[] factor = new double[after.length];
    Arrays.fill(factor, -0.5 * precision);
    return ScaleColumns.restore(distances, after, factor);
  }

  private double constant(double width) {
    double logScales = Arrays.stream(scaling.scale()).map(StrictMath::log).sum();
    double columns = scaling.columns();
    return -logScales
        - columns * (0.5 * LOG_TWO_PI + StrictMath.log(width))
        - StrictMath.log(count());
  }

  static Node times(Node x, double factor) {
    double[] factors = new double[x.columns()];
    Arrays.fill(factors, factor);
    return ScaleColumns.restore(x, new double[factors.length], factors);
  }

  private static Node plus(Node x, double constant) {
    return ScaleColumns.subtract(x, new double[] {-constant});
  }

  /** How many rows there are. */
  int count() {
    return rows.length / scaling.columns();
  }

  /** Scaled, {@code [any * columns]}. */
  float[] rows() {
    return rows.clone();
  }

  /** The rows as a program reads them. */
  Parameters parameters() {
    return parameters;
  }
}
