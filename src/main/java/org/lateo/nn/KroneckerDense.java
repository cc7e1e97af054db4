package org.lateo.nn;

import java.util.Arrays;
import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.RowProducts;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sqrt;
import org.lateo.graph.op.Transposed;

/**
 * φ W with a Gaussian over W whose covariance has the eigenvectors of a Kronecker product, where φ
 * is x and a last column of ones, so that the last row of W is the bias:
 *
 * <pre>
 * W = M + U E V^T, independent e_ij ~ N(0, r_ij)
 * φ W = φ M + t V^T, independent t_j ~ N(0, Σ_i (φ U)_i² r_ij)
 * </pre>
 *
 * <p>U {@code [n, n]} and V {@code [out, out]} are orthogonal; a softmax, which sees no shift of
 * all outputs, may have the means of V's columns taken off. Such is the posterior of a last layer
 * whose precision is A ⊗ B and a multiple of the identity. Gradients train the means alone; the
 * rest is set in closed form, and is 0 before.
 *
 * <p>See:
 *
 * <pre>
 * Ritter H, Botev A, Barber D.
 * "A Scalable Laplace Approximation for Neural Networks"
 * ICLR 2018.
 * </pre>
 */
public final class KroneckerDense implements GaussianLayer {
  private final double prior;

  /** M, {@code [n, out]}. */
  private final Parameter mean;

  /** U. */
  private final Parameter basis;

  /** The variances r, {@code [n, out]}. */
  private final Parameter variances;

  /** V. */
  private final Parameter rotation;

  /**
   * @param name a prefix for the parameters' names
   * @param in columns of the input, at least 1
   * @param out columns of the output, at least 1
   * @param weights how the means start
   * @param prior the standard deviation s of the prior N(0, s²) of each weight
   */
  public KroneckerDense(String name, int in, int out, Initialiser weights, double prior) {
    int n = in + 1;
    Initialiser none = Initialiser.constant(0f);
    this.prior = prior;
    this.mean = new Parameter(name + ".mean", n, out, weights);
    this.basis = new Parameter(name + ".basis", n, n, none);
    this.variances = new Parameter(name + ".variances", n, out, none);
    this.rotation = new Parameter(name + ".rotation", out, out, none);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(mean, basis, variances, rotation);
  }

  /** |M|² / (2 s²): minus the prior's log-density of the means, up to a constant. */
  @Override
  public List<Node> penalties() {
    Node rows = new ParameterRows(mean);
    return List.of(ScaleColumns.of(new Product(rows, rows), 0.5 / (prior * prior), 0));
  }

  @Override
  public Node mean(Node x) {
    return WithOne.times(WithOne.of(x), mean);
  }

  /** The variances of t, {@code [rows, out]}. */
  private Node turned(Node x) {
    Node phi = WithOne.times(WithOne.of(x), basis);
    return WithOne.times(new Product(phi, phi), variances);
  }

  private Node back() {
    return new Transposed(rotation, outputs());
  }

  @Override
  public Node variance(Node x) {
    return WithOne.times(turned(x), new Product(back(), back()));
  }

  @Override
  public Node deviations(Node x, Node draws) {
    return WithOne.times(new RowProducts(new Sqrt(turned(x)), draws), back());
  }

  @Override
  public void leaveMeans(ParameterLayout layout, float[] values) {
    int from = layout.offset(variances);
    Arrays.fill(values, from, from + variances.size(), 0f);
  }

  @Override
  public int outputs() {
    return mean.columns();
  }

  /** The means M in a flat buffer, {@code [n * out]}, row by row. */
  public float[] means(ParameterLayout layout, float[] values) {
    int from = layout.offset(mean);
    return Arrays.copyOfRange(values, from, from + mean.size());
  }

  /**
   * Sets everything but the means.
   *
   * @param values the flat buffer, {@code [layout.size()]}, which is changed
   * @param u {@code [in + 1, in + 1]}
   * @param r {@code [in + 1, out]}
   * @param v {@code [out, out]}
   */
  public void set(
      ParameterLayout layout, float[] values, double[][] u, double[][] r, double[][] v) {
    fill(values, layout.offset(basis), u);
    fill(values, layout.offset(variances), r);
    fill(values, layout.offset(rotation), v);
  }

  private static void fill(float[] values, int from, double[][] matrix) {
    int at = from;
    for (double[] row : matrix) {
      for (double value : row) {
        values[at++] = (float) value;
      }
    }
  }
}
