package org.lateo.nn;

import java.util.List;
import java.util.stream.Stream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Product;

/**
 * activation(x W + b) sigmoid(x V + c), element by element: {@code [rows, in]} to {@code [rows,
 * out]}. The second factor, the gate, lets a unit through or not, depending on the row.
 *
 * <p>See:
 *
 * <pre>
 * Dauphin YN, Fan A, Auli M, Grangier D.
 * "Language Modeling with Gated Convolutional Networks", equation 1
 * ICML 2017.
 * </pre>
 */
public final class Gated implements Layer {
  private final Dense value;
  private final Dense gate;

  /**
   * @param name a prefix for the parameters' names
   * @param in columns of the input, at least 1
   * @param out columns of the output, at least 1
   * @param activation of the first factor
   * @param weights how both weight matrices and biases start
   */
  public Gated(String name, int in, int out, Activation activation, Initialiser weights) {
    this.value = new Dense(name + ".value", in, out, activation, weights);
    this.gate = new Dense(name + ".gate", in, out, Activation.SIGMOID, weights);
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(value, gate).flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  public Node apply(Node x) {
    return new Product(value.apply(x), gate.apply(x));
  }

  @Override
  public int outputs() {
    return value.outputs();
  }
}
