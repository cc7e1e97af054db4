package org.lateo.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.GaussianLogDensity;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Model;
import org.lateo.nn.CorrelatedDense;
import org.lateo.nn.Module;
import org.lateo.objective.Loss;

/**
 * Targets y that are Gaussian around the values of a network with Bayesian weights W,
 *
 * <pre>
 * p(y | x, W) = N(y; f(x, W), σ²)
 * bound of a row = E_q[log p(y | x, W)] - KL(q(W) || p(W)) / N
 * </pre>
 *
 * <p>of which the expectation over the last layer is in closed form: with its means m and variances
 * v given the hidden layers, it is log N(y; m, σ²) - v / (2σ²).
 *
 * <p>A prediction is a mixture of Gaussians N(m, v + σ²) with equal shares, one for each draw of
 * the hidden layers and each member of an ensemble: a single Gaussian where nothing is drawn.
 *
 * <p>Everything here is of scaled targets, but for the loss, which is in nats of raw ones.
 */
final class BayesianRegression implements Model {
  /** The name of a prediction's mean, {@code [batch, dimensions]}. */
  static final String MEAN = "mean";

  /** The name of the variance of an export, noise included, {@code [batch, dimensions]}. */
  static final String VARIANCE = "variance";

  /** The name of the variance that is left in the weights, {@code [batch, dimensions]}. */
  static final String EPISTEMIC = "epistemic";

  /** The name of the variance of the noise, {@code [batch, dimensions]}. */
  static final String ALEATORIC = "aleatoric";

  /** The name of the mixture's means, {@code [batch, components * dimensions]}. */
  static final String MEANS = "component_means";

  /** The name of the mixture's variances, noise included, likewise. */
  static final String VARIANCES = "component_variances";

  /**
   * What LAPLACE watches: the noise that is learned with the network is not kept, and a network
   * that is too sure of its noise may predict better than the one before.
   */
  private static final String FIT = "fit";

  private final BayesianNetwork network;
  private final Scaling targets;
  private final List<RegressionNoise> noises;

  /**
   * @param targets the scaling of the targets
   * @param noises of each member
   */
  BayesianRegression(BayesianNetwork network, Scaling targets, List<RegressionNoise> noises) {
    this.network = network;
    this.targets = targets;
    this.noises = noises;
  }

  /** The same model for features from which an origin has still to be subtracted. */
  BayesianRegression ofRawRows(Origin origin) {
    return new BayesianRegression(network.ofRawRows(origin), targets, noises);
  }

  @Override
  public Input features() {
    return network.features();
  }

  @Override
  public List<Module> modules() {
    List<Module> modules = new ArrayList<>();
    for (int k = 0; k < noises.size(); k++) {
      modules.add(network.members().get(k));
      modules.add(noises.get(k));
    }
    return modules;
  }

  /** The scaling of targets. */
  Scaling targets() {
    return targets;
  }

  /** The noise of the only member. */
  RegressionNoise noise() {
    return noises.get(0);
  }

  /** The last layer of the only member, where it is no mean field. */
  CorrelatedDense last() {
    return (CorrelatedDense) network.alone().last();
  }

  /** What the last layer of the only member reads, {@code [batch, any]}. */
  Node read() {
    return network.read();
  }

  /**
   * What is subtracted from the loss at its whole weight in every step: minus the log-densities of
   * the priors of what is no distribution, but for the hidden layers' weights.
   */
  @Override
  public List<Node> penalties() {
    List<Node> all = new ArrayList<>(noise().penalties());
    if (network.method() == BayesianMethod.LAPLACE) {
      all.add(last().meanPenalty());
    }
    return all;
  }

  /** The input of scaled targets, {@code [batch, dimensions]}. */
  static Input targets(int dimensions) {
    return new Input("targets", dimensions);
  }

  /**
   * The loss of a single network: the bound, or, for LAPLACE, the log-likelihood at the means, of
   * which the squared error of scaled targets is watched.
   *
   * @param y {@link #targets(int)}
   * @param temperature the weight of the divergence in training
   * @param warmUp epochs in which that weight rises from 0
   * @param dropout the rate for hidden units in what is maximised, for LAPLACE
   */
  Loss loss(Input y, double temperature, int warmUp, double dropout) {
    BayesianNetwork.Values values = network.alone().values(read());
    Node logVariance = noise().logVariances();
    Node atMean = density(y, values.mean(), logVariance);
    if (network.method() == BayesianMethod.LAPLACE) {
      Map<String, Node> reports = new LinkedHashMap<>();
      reports.put(Loss.LOG_LIKELIHOOD, atMean);
      reports.put(FIT, fit(y, values.mean()));
      Node maximised =
          dropout == 0
              ? atMean
              : density(y, network.alone().last().mean(network.read(dropout)), logVariance);
      return new Loss(maximised, reports, FIT, List.of());
    }
    Node precision = new Exp(ScaleColumns.of(logVariance, -1, 0));
    Node spread = SumColumns.of(new Product(values.variance(), precision));
    Node expected = Sum.subtract(atMean, ScaleColumns.of(spread, 0.5, 0));
    return network.bound(expected, temperature, warmUp);
  }

  private Node density(Input y, Node mean, Node logVariance) {
    return SumColumns.of(targets.ofRaw(new GaussianLogDensity(y, mean, logVariance)));
  }

  /** The log-density with noise of variance 1, up to a constant: minus half the squared error. */
  private static Node fit(Node y, Node mean) {
    Node off = Sum.subtract(y, mean);
    return ScaleColumns.of(SumColumns.of(new Product(off, off)), -0.5, 0);
  }

  private record Component(Node mean, Node epistemic, Node aleatoric) {}

  private List<Component> mixture() {
    List<Component> all = new ArrayList<>();
    for (int k = 0; k < noises.size(); k++) {
      Node noise = new Exp(noises.get(k).logVariances());
      BayesianNetwork.Member member = network.members().get(k);
      for (Node read : network.reads(member)) {
        BayesianNetwork.Values values = member.values(read);
        all.add(new Component(values.mean(), values.variance(), noise));
      }
    }
    return all;
  }

  /** The outputs by name, of scaled targets. */
  Map<String, Node> outputs() {
    List<Component> mixture = mixture();
    Node means = Mixture.merged(mixture.stream().map(Component::mean).toList());
    Node mean = Mixture.average(means, targets.columns());
    Node within = Mixture.merged(mixture.stream().map(Component::epistemic).toList());
    Node noise = Mixture.merged(mixture.stream().map(Component::aleatoric).toList());
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put(MEAN, mean);
    outputs.put(EPISTEMIC, epistemic(means, mean, within));
    outputs.put(ALEATORIC, Mixture.average(noise, targets.columns()));
    outputs.put(MEANS, means);
    outputs.put(VARIANCES, Sum.add(within, noise));
    return outputs;
  }

  /** The mean of the variances, and the variance of the means. */
  private Node epistemic(Node means, Node mean, Node within) {
    int components = means.columns() / mean.columns();
    if (components == 1) {
      return within;
    }
    Node off = Sum.subtract(means, Mixture.merged(Collections.nCopies(components, mean)));
    return Mixture.average(Sum.add(new Product(off, off), within), mean.columns());
  }

  /** Means and variances of raw targets for exports, {@code [batch, dimensions]} each. */
  Map<String, Node> rawOutputs() {
    Map<String, Node> scaled = outputs();
    Scaling squares = ofVariances();
    Node total = Sum.add(scaled.get(EPISTEMIC), scaled.get(ALEATORIC));
    Map<String, Node> raw = new LinkedHashMap<>();
    raw.put(MEAN, rawMean(scaled));
    raw.put(VARIANCE, squares.restore(total));
    raw.put(EPISTEMIC, squares.restore(scaled.get(EPISTEMIC)));
    return raw;
  }

  /** The means of raw targets alone, {@code [batch, dimensions]}. */
  Node rawMean() {
    return rawMean(outputs());
  }

  private Node rawMean(Map<String, Node> scaled) {
    return targets.restore(scaled.get(MEAN));
  }

  /** The unit of each raw output. */
  Map<String, Scaling> units() {
    return Map.of(MEAN, targets, VARIANCE, ofVariances(), EPISTEMIC, ofVariances());
  }

  private Scaling ofVariances() {
    double[] squares = Arrays.stream(targets.scale()).map(scale -> scale * scale).toArray();
    return new Scaling(new double[squares.length], squares);
  }
}
