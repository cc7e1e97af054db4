package org.lateo.nn;

import java.util.List;
import java.util.Optional;
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
  private final ClassDense first;
  private final Optional<ClassDense> gate;
  private final MultilayerPerceptron rest;

  /**
   * @param name a prefix for the parameters' names
   * @param in columns of the input
   * @param sizes columns of each layer's output, at least one
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
    this.first =
        new ClassDense(name + (gated ? ".0.value" : ".0"), in, classes, out, activation, weights);
    this.gate =
        gated
            ? Optional.of(
                new ClassDense(name + ".0.gate", in, classes, out, Activation.SIGMOID, weights))
            : Optional.empty();
    List<Integer> deeper = sizes.subList(1, sizes.size());
    this.rest = new MultilayerPerceptron(name + ".deeper", out, deeper, activation, gated, weights);
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(
            first.parameters(),
            gate.map(ClassDense::parameters).orElse(List.of()),
            rest.parameters())
        .flatMap(List::stream)
        .toList();
  }

  /** The columns it returns. */
  public int outputs() {
    return rest.outputs();
  }

  /**
   * Applies it.
   *
   * @param x {@code [rows, in]} where the classes of a row share it, or {@code [rows * count, in]}
   * @param classes the numbers of each row's classes, {@code [rows, count]}
   * @return {@code [rows * count, outputs]}
   */
  public Node apply(Node x, Node classes) {
    Node value = first.apply(x, classes);
    return rest.apply(gate.<Node>map(g -> new Product(value, g.apply(x, classes))).orElse(value));
  }
}
