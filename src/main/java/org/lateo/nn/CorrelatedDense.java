package org.lateo.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.MaskedWeights;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumGroups;

/**
 * φ W with a Gaussian over each column of W, of a full covariance matrix, where φ is x and a last
 * column of ones, so that the last row of W is the bias:
 *
 * <pre>
 * q(w_k) = N(w_k; μ_k, S_k), S_k = L_k L_k^T, L_k = A_k diag(e^d_k),   p(w_k) = N(w_k; 0, s² I)
 * KL(q || p) = Σ_k [(|μ_k|² + tr S_k) / s² - n + n log s² - log |S_k|] / 2
 * </pre>
 *
 * <p>A_k is lower triangular with ones on its diagonal, so that log |S_k| is twice the sum of d_k.
 * n is the number of columns of φ.
 *
 * <p>See:
 *
 * <pre>
 * Harrison J, Willes J, Snoek J.
 * "Variational Bayesian Last Layers"
 * ICLR 2024.
 * </pre>
 *
 * <p>Where we deviate: the divergence has all its constants, so that the bound is one.
 */
public final class CorrelatedDense implements GaussianLayer {
  private final int in;
  private final int out;
  private final double prior;
  private final Parameter mean;

  /** The matrices A_k side by side, {@code [n, out * n]}. */
  private final Parameter triangles;

  /** The vectors d_k one after another, {@code [1, out * n]}. */
  private final Parameter logDiagonals;

  private final Node belowDiagonals;

  /**
   * @param name a prefix for the parameters' names
   * @param in columns of the input, at least 1
   * @param out columns of the output, at least 1
   * @param weights how the means start
   * @param prior the standard deviation s of the prior
   * @param first the standard deviation that weights start with, independent of each other
   */
  public CorrelatedDense(
      String name, int in, int out, Initialiser weights, double prior, double first) {
    int n = in + 1;
    this.in = in;
    this.out = out;
    this.prior = prior;
    this.mean = new Parameter(name + ".mean", n, out, weights);
    this.triangles =
        new Parameter(name + ".triangles", n, Math.multiplyExact(out, n), Initialiser.constant(0f));
    this.logDiagonals =
        new Parameter(
            name + ".logDiagonals",
            1,
            out * n,
            Initialiser.constant((float) StrictMath.log(first)));
    this.belowDiagonals = new MaskedWeights(triangles, (row, column) -> row > column % n);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(mean, triangles, logDiagonals);
  }

  /** [(|μ|² + tr S) / s² - n + n log s² - log |S|] / 2, in three parts. */
  @Override
  public List<Node> penalties() {
    double half = 0.5 / (prior * prior);
    Node d = new ParameterRows(logDiagonals);
    Node squares = new Exp(ScaleColumns.of(d, 2, 0));
    Node ofRows = new Broadcast(squares, Rows.fixed(in + 1), squares.columns());
    Node below = new Product(new Product(belowDiagonals, belowDiagonals), ofRows);
    return List.of(
        meanPenalty(),
        ScaleColumns.of(below, half, 0),
        Sum.subtract(ScaleColumns.of(squares, half, StrictMath.log(prior) - 0.5), d));
  }

  /** |μ|² / (2 s²): minus the prior's log-density of the means, up to a constant. */
  public Node meanPenalty() {
    Node rows = new ParameterRows(mean);
    return ScaleColumns.of(new Product(rows, rows), 0.5 / (prior * prior), 0);
  }

  @Override
  public Node mean(Node x) {
    return WithOne.times(WithOne.of(x), mean);
  }

  /** |L_k^T φ|². */
  @Override
  public Node variance(Node x) {
    Node phi = WithOne.of(x);
    Node turned = Sum.add(forEachOutput(phi), WithOne.times(phi, belowDiagonals));
    Node d = new Broadcast(new Exp(new ParameterRows(logDiagonals)), x.rows(), turned.columns());
    Node scaled = new Product(turned, d);
    int[] group = IntStream.range(0, turned.columns()).map(c -> c / (in + 1)).toArray();
    return SumGroups.of(new Product(scaled, scaled), group, out);
  }

  private Node forEachOutput(Node phi) {
    List<int[]> places = new ArrayList<>();
    List<Node> parts = new ArrayList<>();
    for (int k = 0; k < out; k++) {
      places.add(IntStream.range(k * (in + 1), (k + 1) * (in + 1)).toArray());
      parts.add(phi);
    }
    return MergeColumns.of(places, parts);
  }

  @Override
  public void leaveMeans(ParameterLayout layout, float[] values) {
    int from = layout.offset(logDiagonals);
    Arrays.fill(values, from, from + logDiagonals.size(), (float) StrictMath.log(1e-6));
  }

  @Override
  public int outputs() {
    return out;
  }

  /**
   * Sets the Gaussian of an output.
   *
   * @param values the flat buffer, {@code [layout.size()]}, which is changed
   * @param k the number of the output
   * @param means {@code [in + 1]}
   * @param triangle L, lower triangular with a positive diagonal, {@code [in + 1, in + 1]}
   */
  public void set(
      ParameterLayout layout, float[] values, int k, double[] means, double[][] triangle) {
    int n = in + 1;
    for (int i = 0; i < n; i++) {
      values[layout.offset(mean) + i * out + k] = (float) means[i];
      values[layout.offset(logDiagonals) + k * n + i] = (float) StrictMath.log(triangle[i][i]);
      for (int j = 0; j < i; j++) {
        values[layout.offset(triangles) + i * out * n + k * n + j] =
            (float) (triangle[i][j] / triangle[j][j]);
      }
    }
  }
}
