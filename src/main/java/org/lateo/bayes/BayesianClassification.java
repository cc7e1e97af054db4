package org.lateo.bayes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.op.Exp;
import org.lateo.graph.op.FixedGaussian;
import org.lateo.graph.op.Log;
import org.lateo.graph.op.LogSoftmax;
import org.lateo.graph.op.MeanRows;
import org.lateo.graph.op.PickColumns;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.Relu;
import org.lateo.graph.op.RepeatRows;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sqrt;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.likelihood.Origin;
import org.lateo.math.RandomStream;
import org.lateo.model.Model;
import org.lateo.nn.GaussianLayer;
import org.lateo.nn.KroneckerDense;
import org.lateo.nn.Module;
import org.lateo.objective.Loss;

/**
 * Classes y whose logits are the values of a network with Bayesian weights W,
 *
 * <pre>
 * p(y | x, W) = softmax(f(x, W))_y
 * bound of a row = E_q[log p(y | x, W)] - KL(q(W) || p(W)) / N
 * </pre>
 *
 * <p>The expectation is by a draw of the logits for each row, which are Gaussian given the hidden
 * layers.
 *
 * <p>A prediction is the mean of softmax(f) over draws of f that are a function of the model's
 * seed, the same for each row: standard normal numbers and their opposites, times the deviations of
 * the last layer, and for MEAN_FIELD of hidden layers too. Its uncertainty has two parts, in nats,
 *
 * <pre>
 * H[E p] = E[H[p]] + mutual information of y and W
 * </pre>
 */
final class BayesianClassification implements Model {
  /** The name of the mean probabilities, {@code [batch, classes]}. */
  static final String PROBABILITIES = "probabilities";

  /** The name of the mean entropy of the draws, {@code [batch, 1]}. */
  static final String EXPECTED_ENTROPY = "expected_entropy";

  /** The name of the mutual information of class and weights, {@code [batch, 1]}. */
  static final String MUTUAL_INFORMATION = "mutual_information";

  /** The name of the means of the only member's logits, {@code [batch, classes]}. */
  static final String LOGITS = "logits";

  private static final String LOG_LIKELIHOOD = "log_likelihood";

  /** Keeps the logarithm of a probability of 0 finite. */
  private static final double TINY = 1e-30;

  private final BayesianNetwork network;

  BayesianClassification(BayesianNetwork network) {
    this.network = network;
  }

  /** The network. */
  BayesianNetwork network() {
    return network;
  }

  /** The same model for features from which an origin has still to be subtracted. */
  BayesianClassification ofRawRows(Origin origin) {
    return new BayesianClassification(network.ofRawRows(origin));
  }

  @Override
  public Input features() {
    return network.features();
  }

  @Override
  public List<Module> modules() {
    return List.copyOf(network.members());
  }

  /** The input of the classes' numbers, {@code [batch, 1]}. */
  static Input labels() {
    return new Input("labels", 1);
  }

  /** The last layer of the only member, for LAPLACE. */
  KroneckerDense last() {
    return (KroneckerDense) network.alone().last();
  }

  /** The standard normal numbers of the only member's draws, {@code [draws, classes]}. */
  FixedGaussian draws() {
    return draws(0, 0, network.alone());
  }

  private FixedGaussian draws(int member, int draw, BayesianNetwork.Member of) {
    long key = RandomStream.of(network.seed(), "logits." + member).at(draw).key();
    int pairs = of.isDrawn() ? 1 : (network.draws() + 1) / 2;
    return FixedGaussian.pairs(key, pairs, of.last().outputs());
  }

  /** What LAPLACE's closed form reads: what the last layer reads, and the logits' means. */
  Map<String, Node> atMeans(String read) {
    Node values = network.read();
    return Map.of(read, values, LOGITS, network.alone().last().mean(values));
  }

  /** With LAPLACE minus the prior's log-density of the last layer's means; else none. */
  @Override
  public List<Node> penalties() {
    return network.method() == BayesianMethod.LAPLACE ? last().penalties() : List.of();
  }

  /**
   * The loss of a single network: the bound, or, for LAPLACE, the log-likelihood at the means.
   *
   * @param y {@link #labels()}
   * @param temperature the weight of the divergence in training
   * @param warmUp epochs in which that weight rises from 0
   * @param dropout the rate for hidden units in what is maximised, for LAPLACE
   */
  Loss loss(Input y, double temperature, int warmUp, double dropout) {
    Node read = network.read();
    GaussianLayer last = network.alone().last();
    if (network.method() == BayesianMethod.LAPLACE) {
      Node reported = logProbability(last.mean(read), y);
      Node maximised =
          dropout == 0 ? reported : logProbability(last.mean(network.read(dropout)), y);
      return new Loss(maximised, Map.of(LOG_LIKELIHOOD, reported), LOG_LIKELIHOOD, List.of());
    }
    Node logits = Sum.add(last.mean(read), new Product(new Sqrt(last.variance(read)), noise(read)));
    return network.bound(logProbability(logits, y), temperature, warmUp);
  }

  private Noise noise(Node read) {
    return new Noise("logits", read.rows(), network.alone().last().outputs());
  }

  private static Node logProbability(Node logits, Node y) {
    return new PickColumns(new LogSoftmax(logits), y);
  }

  /** The outputs by name. */
  Map<String, Node> outputs() {
    List<Node> probabilities = new ArrayList<>();
    List<Node> entropies = new ArrayList<>();
    for (int k = 0; k < network.members().size(); k++) {
      BayesianNetwork.Member member = network.members().get(k);
      List<Node> reads = network.reads(member);
      for (int draw = 0; draw < reads.size(); draw++) {
        FixedGaussian draws = draws(k, draw, member);
        add(member.last(), reads.get(draw), draws, probabilities, entropies);
      }
    }
    int classes = probabilities.get(0).columns();
    Node mean = Mixture.average(Mixture.merged(probabilities), classes);
    Node expected = Mixture.average(Mixture.merged(entropies), 1);
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put(PROBABILITIES, mean);
    outputs.put(EXPECTED_ENTROPY, expected);
    outputs.put(MUTUAL_INFORMATION, new Relu(Sum.subtract(entropy(mean), expected)));
    return outputs;
  }

  private static void add(
      GaussianLayer last,
      Node read,
      FixedGaussian draws,
      List<Node> probabilities,
      List<Node> entropies) {
    int count = draws.rows().fixed();
    Node mean = RepeatRows.of(last.mean(read), count);
    Node log = new LogSoftmax(Sum.add(mean, last.deviations(read, draws)));
    Node probability = new Exp(log);
    Node entropy = ScaleColumns.of(SumColumns.of(new Product(probability, log)), -1, 0);
    probabilities.add(MeanRows.of(probability, count));
    entropies.add(MeanRows.of(entropy, count));
  }

  private static Node entropy(Node probabilities) {
    Node log = new Log(ScaleColumns.of(probabilities, 1, TINY));
    return ScaleColumns.of(SumColumns.of(new Product(probabilities, log)), -1, 0);
  }
}
