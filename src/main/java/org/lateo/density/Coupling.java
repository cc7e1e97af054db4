package org.lateo.density;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.SelectColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;
import org.lateo.nn.HiddenLayers;
import org.lateo.nn.Module;
import org.lateo.nn.MultilayerPerceptron;

/**
 * A function of each column of one part of a row, whose parameters depend on the other part, which
 * stays. The way back costs as much as the way there.
 *
 * <p>The parameters come from a perceptron whose last layer begins at zero, so that the map begins
 * as the identity.
 *
 * <p>See:
 *
 * <pre>
 * Dinh L, Sohl-Dickstein J, Bengio S.
 * "Density estimation using Real NVP", section 3.2
 * ICLR 2017.
 * </pre>
 */
public final class Coupling implements Bijection, Module {
  private final int[] moved;
  private final int[] read;
  private final Transformer transformer;
  private final MultilayerPerceptron network;
  private final List<Dense> heads;

  /**
   * @param name a prefix for the parameters' names
   * @param moved the columns that move: at least one, and not all
   * @param sizes units of each hidden layer; none for linear functions
   * @param weights how the weights of hidden layers start
   */
  public Coupling(
      String name,
      int columns,
      int[] moved,
      List<Integer> sizes,
      Activation activation,
      Transformer transformer,
      Initialiser weights) {
    this.moved = moved.clone();
    this.read =
        IntStream.range(0, columns)
            .filter(c -> IntStream.of(moved).noneMatch(m -> m == c))
            .toArray();
    this.transformer = transformer;
    this.network =
        new MultilayerPerceptron(
            name, read.length, sizes, activation, HiddenLayers.of(false, weights));
    Initialiser zero = Initialiser.constant(0f);
    List<Integer> counts = transformer.parameters();
    this.heads =
        IntStream.range(0, counts.size())
            .mapToObj(
                k ->
                    new Dense(
                        name + ".head." + k, network.outputs(), counts.get(k) * moved.length, zero))
            .toList();
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(Stream.of(network), heads.stream())
        .flatMap(layer -> layer.parameters().stream())
        .toList();
  }

  private Bijection given(Node fixed) {
    Node hidden = network.apply(fixed);
    return transformer.given(heads.stream().map(head -> head.apply(hidden)).toList());
  }

  @Override
  public Moved forward(Node x) {
    Node fixed = SelectColumns.of(x, read);
    return together(fixed, given(fixed).forward(SelectColumns.of(x, moved)));
  }

  @Override
  public Optional<Moved> byColumn(Node x, Node before) {
    Node fixed = SelectColumns.of(x, read);
    Moved part = given(fixed).forward(SelectColumns.of(x, moved));
    Node none = new Constant(x.rows(), new float[read.length]);
    return Optional.of(
        new Moved(
            merged(fixed, part.value()), Sum.add(before, merged(none, part.logDeterminant()))));
  }

  @Override
  public Optional<Moved> inverse(Node y) {
    Node fixed = SelectColumns.of(y, read);
    return given(fixed).inverse(SelectColumns.of(y, moved)).map(back -> together(fixed, back));
  }

  private Moved together(Node fixed, Moved part) {
    return new Moved(merged(fixed, part.value()), SumColumns.of(part.logDeterminant()));
  }

  private Node merged(Node ofRead, Node ofMoved) {
    return MergeColumns.of(List.of(read, moved), List.of(ofRead, ofMoved));
  }
}
