package org.lateo.nn;

import java.util.List;
import java.util.stream.Stream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Product;

/**
 * A multilayer perceptron of a row and a class, which meet in its first layer ({@link ClassDense});
 * for several classes of a row at once, one after another.
 */
public final class ClassPerceptron implements Module {
  /** The first layer's value and, if layers have gates, its gate. */
  private final List<ClassDense> first;

  private final MultilayerPerceptron rest;

  /**
   * @param name a prefix for the parameters' names
   * @param in columns of the input
   * @param sizes columns of each layer's output; there is at least one layer
   * @param gated whether layers have gates, as {@link Gated} has
   */
  public ClassPerceptron(
      String name,
      int in,
      int classes,
      List<Integer> sizes,
      Activation activation,
      boolean gated,
      Initialiser weights) {
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException(
          "hidden: expected at least one layer, where row and class meet, found none");
    }
    int out = sizes.get(0);
    String prefix = name + (gated ? ".0.value" : ".0");
    ClassDense value = ClassDense.of(prefix, in, classes, out, activation, weights);
    this.first =
        gated
            ? List.of(
                value,
                ClassDense.of(name + ".0.gate", in, classes, out, Activation.SIGMOID, weights))
            : List.of(value);
    List<Integer> deeper = sizes.subList(1, sizes.size());
    HiddenLayers kind = HiddenLayers.of(gated, weights);
    this.rest = new MultilayerPerceptron(name + ".deeper", out, deeper, activation, kind);
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.<Module>concat(first.stream(), Stream.of(rest))
        .flatMap(module -> module.parameters().stream())
        .toList();
  }

  /** Columns of the output. */
  public int outputs() {
    return rest.outputs();
  }

  /**
   * Applies the perceptron.
   *
   * @param x {@code [rows, in]} where the classes of a row share it, or {@code [rows * count, in]}
   * @param classes the numbers of each row's classes, {@code [rows, count]}
   * @return {@code [rows * count, outputs]}
   */
  public Node apply(Node x, Node classes) {
    List<Node> factors = first.stream().map(layer -> layer.apply(x, classes)).toList();
    return rest.apply(
        first.size() == 1 ? factors.get(0) : new Product(factors.get(0), factors.get(1)));
  }
}
