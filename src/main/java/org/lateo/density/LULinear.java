package org.lateo.density;

import java.util.List;
import java.util.Optional;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.MaskedWeights;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.nn.Module;

/**
 * x U L with an upper triangular matrix U of positive diagonal e^u and a lower triangular matrix L
 * of ones on its diagonal: a linear mixture of the columns, of volume change e^Σu. It begins as the
 * identity.
 *
 * <p>See:
 *
 * <pre>
 * Oliva JB, Dubey A, Zaheer M, Poczos B, Salakhutdinov R, Xing EP, Schneider J.
 * "Transformation Autoregressive Networks", section 3.2
 * ICML 2018.
 * </pre>
 *
 * <p>There is no permutation inside; a {@link Permutation} may stand beside it.
 */
public final class LULinear implements Bijection, Module {
  private final int columns;
  private final Parameter logDiagonal;
  private final Parameter upper;
  private final Parameter lower;
  private final Node aboveDiagonal;
  private final Node belowDiagonal;

  /**
   * @param name a prefix for the parameters' names
   */
  public LULinear(String name, int columns) {
    Initialiser zero = Initialiser.constant(0f);
    this.columns = columns;
    this.logDiagonal = new Parameter(name + ".logDiagonal", 1, columns, zero);
    this.upper = new Parameter(name + ".upper", columns, columns, zero);
    this.lower = new Parameter(name + ".lower", columns, columns, zero);
    this.aboveDiagonal = new MaskedWeights(upper, (in, out) -> in < out);
    this.belowDiagonal = new MaskedWeights(lower, (in, out) -> in > out);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(logDiagonal, upper, lower);
  }

  private Node timesUpper(Node x) {
    return times(x, aboveDiagonal);
  }

  private Node timesLower(Node x) {
    return times(x, belowDiagonal);
  }

  private Node times(Node x, Node matrix) {
    return new Affine(x, matrix, new Constant(Rows.fixed(1), new float[columns]));
  }

  /** Each column times e^(factor u). */
  private Node scaled(Node x, double factor) {
    Node u = ScaleColumns.of(new ParameterRows(logDiagonal), factor, 0);
    return new Product(x, new Broadcast(new Exp(u), x.rows(), columns));
  }

  private Node logDeterminant(Node x, double factor) {
    Node sum = SumColumns.of(new ParameterRows(logDiagonal));
    return new Broadcast(ScaleColumns.of(sum, factor, 0), x.rows(), 1);
  }

  @Override
  public Moved forward(Node x) {
    Node y = Sum.add(scaled(x, 1), timesUpper(x));
    return new Moved(Sum.add(y, timesLower(y)), logDeterminant(x, 1));
  }

  /**
   * Substitution by as many products as there are columns: each settles one more column, since what
   * a strictly triangular matrix leads to is none of the columns that are settled.
   */
  @Override
  public Optional<Moved> inverse(Node z) {
    if (columns > Autoregressive.MOST_PASSES) {
      return Optional.empty();
    }
    Node y = z;
    for (int pass = 1; pass < columns; pass++) {
      y = Sum.subtract(z, timesLower(y));
    }
    Node x = scaled(y, -1);
    for (int pass = 1; pass < columns; pass++) {
      x = scaled(Sum.subtract(y, timesUpper(x)), -1);
    }
    return Optional.of(new Moved(x, logDeterminant(z, -1)));
  }
}
