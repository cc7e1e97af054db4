package org.lateo.nn;

import java.util.ArrayList;
import java.util.List;
import org.lateo.config.Fields;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;

/**
 * Makes {@link BayesianDense} layers, and knows those that it made.
 *
 * <p>The prior's standard deviation is by default 1/√(n + 1) for a layer of n inputs, its bias
 * counted as one of them, so that values vary as much before the layer as after it under the prior,
 * however wide the layer is. Weights and biases start with a tenth of that.
 *
 * <p>Biases of layers without an activation have the wide prior N(0, {@value #LEVEL}²) instead:
 * these are levels of the data, such as the logit of a column's mean, which are far from zero
 * without any weight being large.
 */
public final class BayesianLayers implements DenseLayers {
  /** The standard deviation of the prior on the biases of layers without an activation. */
  public static final double LEVEL = 10;

  private static final double FIRST = 0.1;

  private final Initialiser weights;
  private final double prior;
  private final boolean drawn;
  private final List<BayesianDense> made = new ArrayList<>();

  /**
   * @param weights how means of weights and biases start
   * @param prior the prior's standard deviation, but for biases of layers without an activation; 0
   *     for that of each layer's width
   * @param drawn whether layers draw their values, as in training, or have weights at their means
   */
  public BayesianLayers(Initialiser weights, double prior, boolean drawn) {
    this.weights = weights;
    this.prior = prior;
    this.drawn = drawn;
  }

  /**
   * Refuses a field with a standard deviation of the prior that is neither 0 nor in its bounds.
   *
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException naming the field
   */
  public static void requirePrior(String field, double deviation) {
    boolean holds = deviation == 0 || (deviation >= 1e-3 && deviation <= 1e3);
    Fields.require(holds, field, "0, or 0.001 to 1000", deviation);
  }

  @Override
  public DenseLayer dense(String name, int in, int out, Activation activation) {
    double own = prior > 0 ? prior : 1 / Math.sqrt(in + 1.0);
    double bias = activation == Activation.IDENTITY ? LEVEL : own;
    BayesianDense layer =
        new BayesianDense(name, in, out, activation, weights, own, FIRST * own).withBiasPrior(bias);
    made.add(layer);
    return drawn ? layer : layer.atMeans();
  }

  /** KL(q || p) of each weight and of each bias of all layers made so far. */
  public List<Node> divergence() {
    return made.stream().flatMap(layer -> layer.penalties().stream()).toList();
  }
}
