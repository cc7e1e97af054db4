package org.lateo.density;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.SelectColumns;
import org.lateo.nn.Activation;
import org.lateo.nn.Module;

/**
 * A function of each column whose parameters depend on the columns before it. The Jacobian is
 * triangular, and the logarithm of the volume change is by column.
 *
 * <p>The parameters come from a perceptron with masked weights, whose last layer begins at zero, so
 * that the map begins as the identity.
 *
 * <p>See:
 *
 * <pre>
 * Papamakarios G, Pavlakou T, Murray I.
 * "Masked Autoregressive Flow for Density Estimation", sections 3.1 and 3.4
 * NeurIPS 2017.
 * </pre>
 */
public final class Autoregressive implements Bijection, Module {
  /** The way back takes a pass for each column; for more columns than this there is none. */
  public static final int MOST_PASSES = 64;

  private final int columns;
  private final Transformer transformer;
  private final MaskedNetwork network;
  private final Optional<Node> ofContext;

  /**
   * @param name a prefix for the parameters' names
   * @param sizes units of each hidden layer; none for linear functions
   * @param weights how the weights of hidden layers start
   */
  public Autoregressive(
      String name,
      int columns,
      List<Integer> sizes,
      Activation activation,
      Transformer transformer,
      Initialiser weights) {
    this(
        columns,
        transformer,
        new MaskedNetwork(name, columns, sizes, activation, transformer.parameters(), 0, weights),
        Optional.empty());
  }

  /** The map of some rows, whose context the network has read. */
  Autoregressive(
      int columns, Transformer transformer, MaskedNetwork network, Optional<Node> ofContext) {
    this.columns = columns;
    this.transformer = transformer;
    this.network = network;
    this.ofContext = ofContext;
  }

  @Override
  public List<Parameter> parameters() {
    return network.parameters();
  }

  private List<Node> read(Node x) {
    return network.read(x, ofContext);
  }

  @Override
  public Moved forward(Node x) {
    return transformer.given(read(x)).forward(x);
  }

  /** Column after column; later ones are zero until then. */
  @Override
  public Optional<Moved> inverse(Node y) {
    if (columns > MOST_PASSES) {
      return Optional.empty();
    }
    Node x = null;
    Node logDeterminant = null;
    for (int c = 0; c < columns; c++) {
      Moved own = column(y, x, c);
      x = appended(x, own.value());
      logDeterminant = appended(logDeterminant, own.logDeterminant());
    }
    return Optional.of(new Moved(x, logDeterminant));
  }

  private Moved column(Node y, Node before, int c) {
    Node zeros = new Constant(y.rows(), new float[columns - c]);
    List<Node> own = new ArrayList<>();
    for (Node all : read(appended(before, zeros))) {
      int[] places = IntStream.range(0, all.columns()).filter(i -> i % columns == c).toArray();
      own.add(SelectColumns.of(all, places));
    }
    return transformer.given(own).inverse(SelectColumns.of(y, c)).orElseThrow();
  }

  private static Node appended(Node first, Node second) {
    if (first == null) {
      return second;
    }
    int from = first.columns();
    return MergeColumns.of(
        List.of(
            IntStream.range(0, from).toArray(),
            IntStream.range(from, from + second.columns()).toArray()),
        List.of(first, second));
  }
}
