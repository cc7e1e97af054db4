package org.lateo.density;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.MaskedWeights;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.SelectColumns;
import org.lateo.nn.Activation;
import org.lateo.nn.MaskedDense;
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
 * Germain M, Gregor K, Murray I, Larochelle H.
 * "MADE: Masked Autoencoder for Distribution Estimation", section 3
 * ICML 2015.
 * </pre>
 *
 * <p>Degrees of hidden units are spread evenly, so that none is missing where there are fewer units
 * than columns, and ascend, so that most of what the masks hold at zero is not multiplied.
 */
public final class Autoregressive implements Bijection, Module {
  /** The way back takes a pass for each column; for more columns than this there is none. */
  public static final int MOST_PASSES = 64;

  private final int columns;
  private final Transformer transformer;
  private final Activation activation;
  private final List<MaskedDense> hidden = new ArrayList<>();
  private final List<MaskedDense> heads = new ArrayList<>();

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
    this.columns = columns;
    this.transformer = transformer;
    this.activation = activation;
    int width = columns;
    int[] reads = IntStream.rangeClosed(1, columns).toArray();
    for (int size : sizes) {
      int[] before = reads;
      int[] own = degrees(size);
      String layer = name + "." + hidden.size();
      MaskedWeights.Mask kept = (in, out) -> before[in] <= own[out];
      hidden.add(new MaskedDense(layer, width, size, kept, true, weights, 0f));
      width = size;
      reads = own;
    }
    int[] last = reads;
    MaskedWeights.Mask kept = (in, out) -> last[in] <= out % columns;
    for (int count : transformer.parameters()) {
      String head = name + ".head." + heads.size();
      heads.add(
          new MaskedDense(
              head, width, count * columns, kept, count == 1, Initialiser.constant(0f), 0f));
    }
  }

  /** For each unit, how many of the first columns it reads, ascending: 1 to all but the last. */
  private int[] degrees(int units) {
    int most = Math.max(1, columns - 1);
    return IntStream.range(0, units)
        .map(j -> (int) (units < most ? (j + 1L) * most / units : 1 + (long) j * most / units))
        .toArray();
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(hidden.stream(), heads.stream())
        .flatMap(layer -> layer.parameters().stream())
        .toList();
  }

  /** The parameters of each column's function, of which column i reads columns 0 to i - 1. */
  private List<Node> read(Node x) {
    Node value = x;
    for (MaskedDense layer : hidden) {
      value = activation.apply(layer.apply(value));
    }
    Node last = value;
    return heads.stream().map(head -> head.apply(last)).toList();
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
