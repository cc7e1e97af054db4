package acme;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lateo.density.Bijection;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.MergeColumns;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.SelectColumns;
import org.lateo.graph.op.SoftBound;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;
import org.lateo.nn.HiddenLayers;
import org.lateo.nn.Module;
import org.lateo.nn.MultilayerPerceptron;
import org.lateo.nn.WeightInitialiser;

/**
 * A bijection as a user of the library writes one: every other column is scaled and shifted by
 * functions of the columns between (Dinh et al. 2017, "Density estimation using Real NVP",
 * equations 7 and 8).
 */
public final class AffineCoupling implements Bijection, Module {
  private static final float LIMIT = 4f;

  private final int[] read;
  private final int[] moved;
  private final MultilayerPerceptron network;
  private final Dense logScale;
  private final Dense shift;

  /**
   * @param name a prefix for the parameters' names
   * @param columns 2 or more
   * @param hidden units of the hidden layer
   * @param odd whether odd columns move, not even ones
   */
  public AffineCoupling(String name, int columns, int hidden, boolean odd) {
    int first = odd ? 1 : 0;
    moved = IntStream.range(0, columns).filter(c -> c % 2 == first).toArray();
    read = IntStream.range(0, columns).filter(c -> c % 2 != first).toArray();
    WeightInitialiser weights = WeightInitialiser.GLOROT;
    network =
        new MultilayerPerceptron(
            name, read.length, List.of(hidden), Activation.TANH, HiddenLayers.of(false, weights));
    WeightInitialiser small = WeightInitialiser.SMALL_NORMAL;
    logScale = new Dense(name + ".scale", hidden, moved.length, Activation.IDENTITY, small);
    shift = new Dense(name + ".shift", hidden, moved.length, Activation.IDENTITY, small);
  }

  @Override
  public List<Parameter> parameters() {
    return IntStream.range(0, 3)
        .mapToObj(k -> List.of(network, logScale, shift).get(k))
        .flatMap(layer -> layer.parameters().stream())
        .toList();
  }

  @Override
  public Moved forward(Node x) {
    Node fixed = SelectColumns.of(x, read);
    Node hidden = network.apply(fixed);
    Node s = new SoftBound(logScale.apply(hidden), LIMIT);
    Node y = Sum.add(new Product(SelectColumns.of(x, moved), new Exp(s)), shift.apply(hidden));
    return new Moved(MergeColumns.of(List.of(read, moved), List.of(fixed, y)), SumColumns.of(s));
  }

  @Override
  public Optional<Moved> inverse(Node y) {
    Node fixed = SelectColumns.of(y, read);
    Node hidden = network.apply(fixed);
    Node minus = negative(new SoftBound(logScale.apply(hidden), LIMIT));
    Node unshifted = Sum.subtract(SelectColumns.of(y, moved), shift.apply(hidden));
    Node x = new Product(unshifted, new Exp(minus));
    return Optional.of(
        new Moved(MergeColumns.of(List.of(read, moved), List.of(fixed, x)), SumColumns.of(minus)));
  }

  private static Node negative(Node x) {
    double[] minus = new double[x.columns()];
    Arrays.fill(minus, -1);
    return ScaleColumns.restore(x, new double[x.columns()], minus);
  }
}
