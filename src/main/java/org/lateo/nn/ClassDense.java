package org.lateo.nn;

import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.AddTableRows;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.SparseAffine;

/**
 * A layer of a row x and a class y, for several classes of a row at once:
 *
 * <pre>
 * activation(x W + b + C_y),
 * </pre>
 *
 * <p>which is the layer of x and the one-hot y side by side. Where all classes of a row share x,
 * the product with W is computed once for all of them.
 */
final class ClassDense {
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter table;
  private final Activation activation;

  /**
   * @param name a prefix for the parameters' names
   * @param in columns of the input, at least 1
   * @param out columns of the output, at least 1
   */
  ClassDense(
      String name, int in, int classes, int out, Activation activation, Initialiser weights) {
    this.weight = Parameter.weight(name + ".weight", in, out, weights);
    this.bias = new Parameter(name + ".bias", 1, out, weights.bias(in));
    this.table = Parameter.weight(name + ".class", classes, out, weights);
    this.activation = activation;
  }

  List<Parameter> parameters() {
    return List.of(weight, bias, table);
  }

  /**
   * Applies the layer.
   *
   * @param x {@code [rows, in]} where the classes of a row share it, or {@code [rows * count, in]}
   * @param classes the numbers of each row's classes, {@code [rows, count]}
   * @return {@code [rows * count, out]}
   */
  Node apply(Node x, Node classes) {
    Node y = x.isSparse() ? new SparseAffine(x, weight, bias) : new Affine(x, weight, bias);
    Node each = RepeatRows.of(y, classes.columns() / y.rows().multipleOf(classes.rows()));
    return activation.apply(new AddTableRows(each, table, classes));
  }
}
