package acme;

import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Log;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.Product;
import org.lateo.latent.GaussianDivergence;
import org.lateo.latent.ReparameterisedSample;
import org.lateo.nn.Layer;
import org.lateo.nn.WeightInitialiser;

/**
 * A Bayesian dense layer as a user of the library writes one: x W + b with independent Gaussians
 * over W and b, sampled in what they give instead of in themselves (Kingma, Salimans and Welling
 * 2015, "Variational Dropout and the Local Reparameterization Trick", equation 6). Its penalty is
 * KL(q(W, b) || N(0, I)).
 */
public final class BayesianDense implements Layer {
  private static final float FIRST_LOG_VARIANCE = -6f;

  private final Parameter weightMean;
  private final Parameter weightLogVariance;
  private final Parameter biasMean;
  private final Parameter biasLogVariance;

  /**
   * @param name a prefix for the parameters' names
   */
  public BayesianDense(String name, int in, int out) {
    Initialiser small = Initialiser.constant(FIRST_LOG_VARIANCE);
    weightMean = new Parameter(name + ".weight.mean", in, out, WeightInitialiser.GLOROT);
    weightLogVariance = new Parameter(name + ".weight.logVariance", in, out, small);
    biasMean = new Parameter(name + ".bias.mean", 1, out, Initialiser.constant(0f));
    biasLogVariance = new Parameter(name + ".bias.logVariance", 1, out, small);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weightMean, weightLogVariance, biasMean, biasLogVariance);
  }

  @Override
  public List<Node> penalties() {
    return List.of(
        divergence(weightMean, weightLogVariance), divergence(biasMean, biasLogVariance));
  }

  private static Node divergence(Parameter mean, Parameter logVariance) {
    return new GaussianDivergence(new ParameterRows(mean), new ParameterRows(logVariance));
  }

  /** A draw of x W + b for each row. */
  @Override
  public Node apply(Node x) {
    Node mean = mean(x);
    return new ReparameterisedSample(
        mean, new Log(variance(x)), new Noise("weights", x.rows(), outputs()));
  }

  /** The mean of x W + b, {@code [rows, outputs]}. */
  public Node mean(Node x) {
    return new Affine(x, weightMean, biasMean);
  }

  /** The variance of x W + b, {@code [rows, outputs]}. */
  public Node variance(Node x) {
    return new Affine(
        new Product(x, x),
        new Exp(new ParameterRows(weightLogVariance)),
        new Exp(new ParameterRows(biasLogVariance)));
  }

  @Override
  public int outputs() {
    return weightMean.columns();
  }
}
