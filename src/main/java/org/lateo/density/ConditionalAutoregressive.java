package org.lateo.density;

import java.util.List;
import java.util.Optional;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.nn.Activation;
import org.lateo.nn.Module;

/**
 * Functions of each column whose parameters depend on the columns before it and on a context, such
 * as what an encoder makes of a row: {@link Autoregressive} for given rows. They begin as the
 * identity, whatever the context.
 */
public final class ConditionalAutoregressive implements Module {
  private final int columns;
  private final Transformer transformer;
  private final MaskedNetwork network;

  /**
   * @param name a prefix for the parameters' names
   * @param context columns of the context, at least 1
   * @param sizes units of each hidden layer, of which there is at least one
   * @param weights how the weights of hidden layers start
   * @throws IllegalArgumentException if there is no hidden layer
   */
  public ConditionalAutoregressive(
      String name,
      int columns,
      int context,
      List<Integer> sizes,
      Activation activation,
      Transformer transformer,
      Initialiser weights) {
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a hidden layer at least, which reads the context, found none");
    }
    this.columns = columns;
    this.transformer = transformer;
    this.network =
        new MaskedNetwork(
            name, columns, sizes, activation, transformer.parameters(), context, weights);
  }

  @Override
  public List<Parameter> parameters() {
    return network.parameters();
  }

  /**
   * The map for some rows; it takes one or more samples of each, one after another.
   *
   * @param context {@code [rows, context]}
   */
  public Bijection given(Node context) {
    return new Autoregressive(
        columns, transformer, network, Optional.of(network.ofContext(context)));
  }
}
