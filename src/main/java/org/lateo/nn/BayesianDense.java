package org.lateo.nn;

import java.util.Arrays;
import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.FixedGaussian;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.Sqrt;
import org.lateo.graph.op.Sum;
import org.lateo.math.RandomStream;

/**
 * activation(x W + b) with independent Gaussians over weights and biases (mean field):
 *
 * <pre>
 * q(w) = N(w; μ, σ²), σ = softplus(ρ),   p(w) = N(w; 0, s²), s of weights and of biases
 * KL(q || p) = [(μ² + σ²) / s² - 1 - log(σ² / s²)] / 2, summed over weights and biases
 * </pre>
 *
 * <p>In training a row's value is drawn, not the weights: given x, x W + b is Gaussian with the
 * mean x M + m and the variance x² S² + s_b², and each row has a draw of its own, which makes
 * gradients less noisy. In prediction weights are drawn, from a seed.
 *
 * <p>See:
 *
 * <pre>
 * Blundell C, Cornebise J, Kavukcuoglu K, Wierstra D.
 * "Weight Uncertainty in Neural Networks"
 * ICML 2015.
 * Kingma DP, Salimans T, Welling M.
 * "Variational Dropout and the Local Reparameterization Trick", equation 6
 * NeurIPS 2015.
 * </pre>
 */
public final class BayesianDense implements DenseLayer, GaussianLayer {
  /** The key of the noise that values are drawn with in training. */
  public static final String NOISE = "weights";

  /** Its softplus is far below {@link WeightVariance#LEAST}. */
  private static final float NARROWEST = -40f;

  private final Normal weight;
  private final Normal bias;
  private final Activation activation;
  private final double prior;
  private final double biasPrior;

  /** Independent Gaussians, {@code [rows, columns]}. */
  private record Normal(Parameter mean, Parameter spread, Node variance) {
    static Normal of(String name, int rows, int columns, Initialiser means, double deviation) {
      Parameter mean = new Parameter(name + ".mean", rows, columns, means);
      float first = (float) StrictMath.log(StrictMath.expm1(deviation));
      Parameter spread =
          new Parameter(name + ".spread", rows, columns, Initialiser.constant(first));
      return new Normal(mean, spread, new WeightVariance(spread));
    }

    Node divergence(double prior) {
      return new WeightDivergence(mean, variance, prior);
    }

    Node drawn(RandomStream stream) {
      Node noise = new FixedGaussian(stream.key(), mean.rows().fixed(), mean.columns());
      return Sum.add(new ParameterRows(mean), new Product(new Sqrt(variance), noise));
    }
  }

  /**
   * @param name a prefix for the parameters' names
   * @param in columns of the input, at least 1
   * @param out columns of the output, at least 1
   * @param weights how means of weights and biases start
   * @param prior the standard deviation s of the prior
   * @param first the standard deviation σ that weights and biases start with
   */
  public BayesianDense(
      String name,
      int in,
      int out,
      Activation activation,
      Initialiser weights,
      double prior,
      double first) {
    this(
        Normal.of(name + ".weight", in, out, weights, first),
        Normal.of(name + ".bias", 1, out, weights.bias(in), first),
        activation,
        prior,
        prior);
  }

  private BayesianDense(
      Normal weight, Normal bias, Activation activation, double prior, double biasPrior) {
    this.weight = weight;
    this.bias = bias;
    this.activation = activation;
    this.prior = prior;
    this.biasPrior = biasPrior;
  }

  /** The layer with another standard deviation of the biases' prior. */
  public BayesianDense withBiasPrior(double deviation) {
    return new BayesianDense(weight, bias, activation, prior, deviation);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight.mean(), weight.spread(), bias.mean(), bias.spread());
  }

  @Override
  public Parameter bias() {
    return bias.mean();
  }

  /** KL(q || p) of each row of weights, and of the biases. */
  @Override
  public List<Node> penalties() {
    return List.of(weight.divergence(prior), bias.divergence(biasPrior));
  }

  /** A draw for each row, with noise of the key {@link #NOISE}. */
  @Override
  public Node apply(Node x) {
    Noise noise = new Noise(NOISE, x.rows(), outputs());
    return activation.apply(Sum.add(mean(x), new Product(new Sqrt(variance(x)), noise)));
  }

  /** {@inheritDoc} Before the activation. */
  @Override
  public Node mean(Node x) {
    return new Affine(x, weight.mean(), bias.mean());
  }

  /** {@inheritDoc} Before the activation. */
  @Override
  public Node variance(Node x) {
    return new Affine(new Product(x, x), weight.variance(), bias.variance());
  }

  /**
   * The layer of one draw of all weights and biases, the same for each row.
   *
   * @param seed the draw is a function of it, of the parameters' names and of {@code draw}
   */
  public Node drawn(Node x, long seed, int draw) {
    return activation.apply(
        new Affine(
            x, weight.drawn(stream(weight, seed, draw)), bias.drawn(stream(bias, seed, draw))));
  }

  /** The layer with all weights and biases at their means. */
  public DenseLayer atMeans() {
    return new AtMeans(this);
  }

  private record AtMeans(BayesianDense layer) implements DenseLayer {
    @Override
    public Parameter bias() {
      return layer.bias();
    }

    @Override
    public List<Parameter> parameters() {
      return layer.parameters();
    }

    @Override
    public Node apply(Node x) {
      return layer.activation.apply(layer.mean(x));
    }

    @Override
    public int outputs() {
      return layer.outputs();
    }
  }

  private static RandomStream stream(Normal of, long seed, int draw) {
    return RandomStream.of(seed, of.mean().name()).at(draw);
  }

  @Override
  public void leaveMeans(ParameterLayout layout, float[] values) {
    for (Parameter spread : List.of(weight.spread(), bias.spread())) {
      int from = layout.offset(spread);
      Arrays.fill(values, from, from + spread.size(), NARROWEST);
    }
  }

  @Override
  public int outputs() {
    return weight.mean().columns();
  }
}
