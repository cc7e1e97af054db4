package org.lateo.density;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.MaskedWeights;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.Sum;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;
import org.lateo.nn.MaskedDense;
import org.lateo.nn.Module;

/**
 * A perceptron with masked weights that gives the parameters of each column's function, which
 * depend on the columns before it and, where there is a context, on that. Its last layer begins at
 * zero.
 *
 * <p>See:
 *
 * <pre>
 * Germain M, Gregor K, Murray I, Larochelle H.
 * "MADE: Masked Autoencoder for Distribution Estimation", section 3
 * ICML 2015.
 * </pre>
 *
 * <p>Degrees of hidden units are spread evenly, so that none is missing where there are fewer units
 * than columns, and ascend, so that most of what the masks hold at zero is not multiplied. With a
 * context they begin at 0, not 1: units of degree 0 read the context alone, for the first column.
 */
final class MaskedNetwork implements Module {
  private final int columns;
  private final Activation activation;
  private final List<MaskedDense> hidden = new ArrayList<>();
  private final List<MaskedDense> heads = new ArrayList<>();
  private final Optional<Dense> context;

  /**
   * @param name a prefix for the parameters' names
   * @param sizes units of each hidden layer; none for linear functions
   * @param counts how many parameters a column's function has in each head
   * @param context columns of the context, which the first hidden layer reads; 0 for none
   * @param weights how the weights of hidden layers start
   */
  MaskedNetwork(
      String name,
      int columns,
      List<Integer> sizes,
      Activation activation,
      List<Integer> counts,
      int context,
      Initialiser weights) {
    this.columns = columns;
    this.activation = activation;
    this.context =
        context == 0
            ? Optional.empty()
            : Optional.of(new Dense(name + ".context", context, sizes.get(0), weights));
    int width = columns;
    IntUnaryOperator reads = i -> i + 1;
    for (int size : sizes) {
      IntUnaryOperator before = reads;
      IntUnaryOperator own = degrees(size, context > 0);
      String layer = name + "." + hidden.size();
      MaskedWeights.Mask kept = (in, out) -> before.applyAsInt(in) <= own.applyAsInt(out);
      hidden.add(new MaskedDense(layer, width, size, kept, true, weights, 0f));
      width = size;
      reads = own;
    }
    IntUnaryOperator last = reads;
    MaskedWeights.Mask kept = (in, out) -> last.applyAsInt(in) <= out % columns;
    for (int count : counts) {
      String head = name + ".head." + heads.size();
      heads.add(
          new MaskedDense(
              head, width, count * columns, kept, count == 1, Initialiser.constant(0f), 0f));
    }
  }

  /** For each unit, how many of the first columns it reads, ascending: up to all but the last. */
  private IntUnaryOperator degrees(int units, boolean fromZero) {
    int most = Math.max(1, columns - 1);
    if (fromZero) {
      return j -> (int) ((long) j * columns / units);
    }
    return units < most
        ? j -> (int) ((j + 1L) * most / units)
        : j -> (int) (1 + (long) j * most / units);
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(context.stream(), hidden.stream(), heads.stream())
        .flatMap(layers -> layers)
        .flatMap(layer -> layer.parameters().stream())
        .toList();
  }

  /** What the first hidden layer reads of a context, {@code [rows, units]}. */
  Node ofContext(Node rows) {
    return context.orElseThrow().apply(rows);
  }

  /**
   * The parameters of each column's function, of which column i reads columns 0 to i - 1.
   *
   * @param x {@code [rows * samples, columns]}
   * @param ofContext {@link #ofContext}, {@code [rows, units]}, where there is one
   */
  List<Node> read(Node x, Optional<Node> ofContext) {
    Node value = x;
    for (int k = 0; k < hidden.size(); k++) {
      Node read = hidden.get(k).apply(value);
      value =
          activation.apply(k == 0 && ofContext.isPresent() ? joined(read, ofContext.get()) : read);
    }
    Node last = value;
    return heads.stream().map(head -> head.apply(last)).toList();
  }

  private static Node joined(Node read, Node ofContext) {
    return Sum.add(read, RepeatRows.of(ofContext, read.rows().multipleOf(ofContext.rows())));
  }
}
