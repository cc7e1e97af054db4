package org.lateo.anomaly;

import java.util.Arrays;
import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.LogSumExp;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Softmax;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.inference.ScoreParts;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.model.VAE;

/**
 * Training rows beside which a row is looked at: a latent-variable model whose only latent is which
 * of them a row comes from. With n exemplars e of D scaled columns
 *
 * <pre>
 * log p(x) = log 1/n Σ_i N(x; e_i, width² I)
 * </pre>
 *
 * <p>The latent has n states, so the bound is exact, and splits as a bound does: with r = p(i|x)
 * each column adds Σ_i r_i log N(x_d; e_id, width²), and the rest is -KL(r || 1/n), one entry. A
 * missing value counts as its column's mean and adds nothing.
 *
 * <p>Two widths are looked at: a narrow one, which knows every cluster of usual rows, and {@value
 * #BROAD}, which knows how far a row lies from all of them and minds less if some exemplars are
 * anomalies. Both are added to an autoencoder's bound by factors, see {@link ExemplarFit}.
 *
 * <p>See:
 *
 * <pre>
 * Norouzi M, Fleet DJ, Norouzi S.
 * "Exemplar VAE: Linking Generative Models, Nearest Neighbor Retrieval, and Data Augmentation"
 * NeurIPS 2020.
 * </pre>
 */
final class Exemplars {
  /** The broad width, in units of each column's scale. */
  static final double BROAD = 2;

  private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

  private final float[] rows;
  private final Scaling scaling;
  private final double narrow;
  private final Factors factors;

  private final Parameter byColumn;
  private final Parameter halfNorms;
  private final Parameter byExemplar;
  private final Parameter squares;
  private final Parameter zero;
  private final Parameters parameters;

  /**
   * What each part of a score is multiplied by.
   *
   * @param autoencoder of the autoencoder's bound
   * @param narrow of the log-density at the narrow width
   * @param broad of the log-density at the broad width
   */
  record Factors(double autoencoder, double narrow, double broad) {
    /** Refuses with {@link IllegalArgumentException} what is negative or not finite. */
    Factors {
      for (double factor : new double[] {autoencoder, narrow, broad}) {
        if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "Exemplars: expected factors of at least 0, found " + factor);
        }
      }
    }
  }

  /**
   * @param rows scaled, 0 where a value is missing, {@code [exemplars * columns]}
   * @param scaling what stands before them
   * @param narrow the narrow width, in units of each column's scale
   * @throws IllegalArgumentException if the numbers do not fit together
   */
  Exemplars(float[] rows, Scaling scaling, double narrow, Factors factors) {
    int columns = scaling.columns();
    if (columns == 0 || rows.length == 0 || rows.length % columns != 0 || !(narrow > 0)) {
      throw new IllegalArgumentException(
          String.format(
              "Exemplars: expected rows of %d columns and a positive width, found %d numbers and"
                  + " %s",
              columns, rows.length, narrow));
    }
    this.rows = rows.clone();
    this.scaling = scaling;
    this.narrow = narrow;
    this.factors = factors;
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
   * What exemplars add to a score.
   *
   * @param features what each column adds, {@code [batch, columns]}
   * @param rest what is left, {@code [batch, 1]}
   * @param total all of it, {@code [batch, 1]}, which costs much less than its parts
   */
  record Parts(Node features, Node rest, Node total) {
    private Parts plus(Parts other) {
      return new Parts(
          Sum.add(features, other.features),
          Sum.add(rest, other.rest),
          Sum.add(total, other.total));
    }

    private Parts times(double factor) {
      return new Parts(
          Exemplars.times(features, factor),
          Exemplars.times(rest, factor),
          Exemplars.times(total, factor));
    }
  }

  /**
   * Both log-densities, each by its factor.
   *
   * @param vae reads the member's columns
   */
  Parts parts(VAE vae) {
    Node x =
        vae.known(
            ScaleColumns.standardise(Densify.of(vae.values()), scaling.shift(), scaling.scale()));
    Node products = new Affine(x, byColumn, halfNorms);
    Parts close = density(vae, x, products, narrow).times(factors.narrow());
    return close.plus(density(vae, x, products, BROAD).times(factors.broad()));
  }

  /** An autoencoder's bound by its factor. */
  ScoreParts weighed(ScoreParts bound) {
    return new ScoreParts(
        bound.features().map(node -> times(node, factors.autoencoder())),
        bound.latents().map(node -> times(node, factors.autoencoder())),
        bound.noise());
  }

  private Parts density(VAE vae, Node x, Node products, double width) {
    double precision = 1 / (width * width);
    Node logits = times(products, precision);
    Node shares = new Softmax(logits);
    Node cross = new Product(x, new Affine(shares, byExemplar, zero));
    Node distances =
        Sum.add(
            Sum.subtract(new Product(x, x), times(cross, 2)), new Affine(shares, squares, zero));
    Node features = vae.known(logDensity(distances, precision));
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

  private static Node times(Node x, double factor) {
    double[] factors = new double[x.columns()];
    Arrays.fill(factors, factor);
    return ScaleColumns.restore(x, new double[factors.length], factors);
  }

  private static Node plus(Node x, double constant) {
    return ScaleColumns.subtract(x, new double[] {-constant});
  }

  /** How many there are. */
  int count() {
    return rows.length / scaling.columns();
  }

  /** Scaled, {@code [exemplars * columns]}. */
  float[] rows() {
    return rows.clone();
  }

  Scaling scaling() {
    return scaling;
  }

  /** The narrow width, in units of each column's scale. */
  double narrow() {
    return narrow;
  }

  Factors factors() {
    return factors;
  }

  /** The exemplars as a program reads them. */
  Parameters parameters() {
    return parameters;
  }
}
