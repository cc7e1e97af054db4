package org.lateo.density;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.lateo.graph.Initialiser;
import org.lateo.math.RandomStream;
import org.lateo.nn.Activation;

/**
 * The layers of a flow, which begins as the identity.
 *
 * @param kind what each layer is
 * @param count layers, one after another
 * @param hidden units of the hidden layers of each layer's network; none for linear functions
 * @param activation after each hidden layer
 * @param bins of splines: pieces, 2 to {@value SplineTransformer#MOST_BINS}
 * @param bound of splines: they leave values beyond plus and minus this as they are
 * @param weights how the weights of hidden layers start
 * @param seed of couplings: that of the random halves of the columns
 */
public record FlowLayers(
    FlowKind kind,
    int count,
    List<Integer> hidden,
    Activation activation,
    int bins,
    double bound,
    Initialiser weights,
    long seed) {
  /** Copies the list. */
  public FlowLayers {
    hidden = List.copyOf(hidden);
  }

  /**
   * The steps from rows to z, whose columns are in the order of the rows'.
   *
   * @param name a prefix for the parameters' names
   * @param backwards of autoregressive layers: whether every second one takes the columns backwards
   * @param between what stands before each layer but the first, by its number
   */
  public List<Bijection> steps(
      String name, int columns, boolean backwards, IntFunction<List<Bijection>> between) {
    List<Bijection> steps = new ArrayList<>();
    boolean reverses = backwards && kind.isAutoregressive() && columns > 1;
    for (int k = 0; k < count; k++) {
      if (k > 0) {
        steps.addAll(between.apply(k));
      }
      if (reverses && k > 0) {
        steps.add(Permutation.reversed(columns));
      }
      steps.add(layer(name + "." + k, k, columns));
    }
    if (reverses && count % 2 == 0) {
      steps.add(Permutation.reversed(columns));
    }
    return steps;
  }

  /** A single column has no other half, and is moved by a function of nothing. */
  private Bijection layer(String name, int k, int columns) {
    Transformer transformer =
        kind.isSpline() ? new SplineTransformer(bins, bound) : new AffineTransformer();
    return kind.isAutoregressive() || columns == 1
        ? new Autoregressive(name, columns, hidden, activation, transformer, weights)
        : new Coupling(name, columns, half(k, columns), hidden, activation, transformer, weights);
  }

  /** A random half of the columns, and the other half in the layer after. */
  private int[] half(int k, int columns) {
    int[] shuffled = RandomStream.of(seed, "halves").at(k / 2).permutation(columns);
    int first = columns / 2;
    return k % 2 == 0
        ? Arrays.stream(shuffled, 0, first).sorted().toArray()
        : Arrays.stream(shuffled, first, columns).sorted().toArray();
  }
}
