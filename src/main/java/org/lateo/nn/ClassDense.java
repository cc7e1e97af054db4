package org.lateo.nn;

import java.util.List;
import java.util.stream.Stream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.AddTableRows;
import org.lateo.graph.op.RepeatRows;

/**
 * A layer of a row x and a class y, for several classes of a row at once:
 *
 * <pre>
 * activation(x W + b + C_y),
 * </pre>
 *
 * <p>which is the layer of x and the one-hot y side by side. Where all classes of a row share x,
 * the product with W is computed once for all of them.
 *
 * @param row the layer of the row, {@code [rows, in]} to {@code [rows, out]}
 * @param table what each class adds, {@code [classes, out]}
 */
record ClassDense(Dense row, Parameter table, Activation activation) implements Module {
  static ClassDense of(
      String name, int in, int classes, int out, Activation activation, Initialiser weights) {
    Parameter table = Parameter.weight(name + ".class", classes, out, weights);
    return new ClassDense(new Dense(name, in, out, weights), table, activation);
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(row.parameters().stream(), Stream.of(table)).toList();
  }

  /**
   * Applies the layer.
   *
   * @param x {@code [rows, in]} where the classes of a row share it, or {@code [rows * count, in]}
   * @param classes the numbers of each row's classes, {@code [rows, count]}
   * @return {@code [rows * count, out]}
   */
  Node apply(Node x, Node classes) {
    Node y = row.apply(x);
    Node each = RepeatRows.of(y, classes.columns() / y.rows().multipleOf(classes.rows()));
    return activation.apply(new AddTableRows(each, table, classes));
  }
}
