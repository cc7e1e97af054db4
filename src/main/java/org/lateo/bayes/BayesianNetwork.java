package org.lateo.bayes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.Densify;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.Sum;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.nn.Activation;
import org.lateo.nn.BayesianDense;
import org.lateo.nn.Dense;
import org.lateo.nn.Dropout;
import org.lateo.nn.GaussianLayer;
import org.lateo.nn.Layer;
import org.lateo.nn.Module;
import org.lateo.nn.WeightInitialiser;
import org.lateo.objective.Loss;
import org.lateo.objective.Ramp;
import org.lateo.objective.WarmUpUnit;

/**
 * A perceptron, or several as an ensemble, whose last layer has Gaussian weights; with MEAN_FIELD
 * its hidden layers have too. Given the hidden layers' weights a value of the last layer is
 * Gaussian, so that of the last layer's weights nothing has to be drawn, in training either.
 *
 * <p>The flat buffer of an ensemble is that of its members one after another, each as if it were
 * alone.
 */
final class BayesianNetwork {
  private final NetworkShape shape;
  private final Input features;
  private final Origin origin;
  private final Scaling scaling;
  private final List<Member> members;

  /** Makes a last layer. */
  interface LastLayer {
    /**
     * The layer of a name.
     *
     * @param in columns of what it reads
     * @param prior the standard deviation of the prior
     * @param first the standard deviation that weights start with
     */
    GaussianLayer of(String name, int in, WeightInitialiser weights, double prior, double first);
  }

  /** Means and variances of the last layer's values, {@code [batch, outputs]} each. */
  record Values(Node mean, Node variance) {}

  /** One perceptron. */
  record Member(List<Layer> hidden, GaussianLayer last) implements Module {
    @Override
    public List<Parameter> parameters() {
      List<Parameter> all = new ArrayList<>();
      hidden.forEach(layer -> all.addAll(layer.parameters()));
      all.addAll(last.parameters());
      return all;
    }

    /** The divergence of the distribution of all its weights from their prior. */
    List<Node> divergence() {
      List<Node> all = new ArrayList<>();
      hidden.forEach(layer -> all.addAll(layer.penalties()));
      all.addAll(last.penalties());
      return all;
    }

    /**
     * What the last layer reads, with a draw for each row where hidden layers are drawn.
     *
     * @param dropout the rate for hidden units, 0 for none
     */
    Node read(Node x, double dropout) {
      Node value = x;
      for (Layer layer : hidden) {
        value = Dropout.of(layer.apply(value), dropout);
      }
      return value;
    }

    /**
     * As above, with fixed draws.
     *
     * @param seed of the draws
     */
    Node read(Node x, long seed, int draw) {
      Node value = x;
      for (Layer layer : hidden) {
        value =
            layer instanceof BayesianDense bayesian
                ? bayesian.drawn(value, seed, draw)
                : layer.apply(value);
      }
      return value;
    }

    /** Whether hidden layers are drawn. */
    boolean isDrawn() {
      return hidden.stream().anyMatch(BayesianDense.class::isInstance);
    }

    Values values(Node read) {
      return new Values(last.mean(read), last.variance(read));
    }
  }

  /**
   * @param features raw values, {@code [batch, columns]}
   * @param scaling of the features
   * @param last the last layer where it alone is Bayesian
   */
  BayesianNetwork(
      NetworkShape shape, Input features, Scaling scaling, int outputs, LastLayer last) {
    this(
        shape,
        features,
        Origin.none(scaling.columns()),
        scaling,
        IntStream.range(0, shape.members())
            .mapToObj(k -> member(shape, shape.prefix(k), scaling.columns(), outputs, last))
            .toList());
  }

  private BayesianNetwork(
      NetworkShape shape, Input features, Origin origin, Scaling scaling, List<Member> members) {
    this.shape = shape;
    this.features = features;
    this.origin = origin;
    this.scaling = scaling;
    this.members = members;
  }

  private static Member member(
      NetworkShape shape, String prefix, int columns, int outputs, LastLayer last) {
    List<Layer> hidden = new ArrayList<>();
    int width = columns;
    for (int size : shape.hidden()) {
      hidden.add(hidden(shape, prefix + "hidden." + hidden.size(), width, size));
      width = size;
    }
    double prior = shape.prior(width);
    double first = shape.firstDeviation();
    String name = prefix + "last";
    return new Member(
        hidden,
        shape.method() == BayesianMethod.MEAN_FIELD
            ? new BayesianDense(
                name, width, outputs, Activation.IDENTITY, shape.weights(), prior, first)
            : last.of(name, width, shape.weights(), prior, first));
  }

  private static Layer hidden(NetworkShape shape, String name, int in, int out) {
    return shape.method() == BayesianMethod.MEAN_FIELD
        ? new BayesianDense(
            name,
            in,
            out,
            shape.activation(),
            shape.weights(),
            shape.prior(in),
            shape.firstDeviation())
        : new Dense(name, in, out, shape.activation(), shape.weights());
  }

  /** The same network for features from which an origin has still to be subtracted. */
  BayesianNetwork ofRawRows(Origin other) {
    return new BayesianNetwork(shape, features, other, scaling, members);
  }

  /** The raw features. */
  Input features() {
    return features;
  }

  /** Which weights are distributions. */
  BayesianMethod method() {
    return shape.method();
  }

  /** The members, one for a single network. */
  List<Member> members() {
    return members;
  }

  /** The only member. */
  Member alone() {
    return members.get(0);
  }

  private Node scaled() {
    return scaling.standardise(origin.off(Densify.of(features)));
  }

  /** What the last layer of the only member reads, {@code [batch, any]}. */
  Node read() {
    return read(0);
  }

  /** As above, with dropout of hidden units at a rate. */
  Node read(double dropout) {
    return alone().read(scaled(), dropout);
  }

  /**
   * What the last layer of a member reads for each draw of its hidden layers; for one if none is.
   */
  List<Node> reads(Member member) {
    Node x = scaled();
    return IntStream.range(0, member.isDrawn() ? shape.draws() : 1)
        .mapToObj(draw -> member.read(x, shape.seed(), draw))
        .toList();
  }

  /** Leaves of all weights their means in a flat buffer. */
  void leaveMeans(ParameterLayout layout, float[] values) {
    for (Member member : members) {
      member.last().leaveMeans(layout, values);
      for (Layer layer : member.hidden()) {
        if (layer instanceof BayesianDense bayesian) {
          bayesian.leaveMeans(layout, values);
        }
      }
    }
  }

  /** The draws of a prediction. */
  int draws() {
    return shape.draws();
  }

  /** The seed of the draws. */
  long seed() {
    return shape.seed();
  }

  /**
   * The loss of a single network: an expectation less the divergence, of which each training row
   * bears an equal share. Held-out rows bear none: training rows have paid for the weights'
   * distribution once for all, and the expectation alone bounds the log-density of a new row under
   * it. Early stopping and the best epoch go by that.
   *
   * @param expected log-likelihood, {@code [batch, 1]}
   * @param temperature the weight of the divergence in training
   * @param warmUp epochs in which that weight rises from 0
   */
  Loss bound(Node expected, double temperature, int warmUp) {
    Node divergence = Loss.total(alone().divergence());
    Input weight = new Input("divergenceWeight", 1);
    Input share = new Input("divergenceShare", 1);
    Node kl = share(divergence, share);
    return Loss.ofBound(
        Sum.subtract(expected, share(divergence, weight)),
        Sum.subtract(expected, kl),
        expected,
        kl,
        new Ramp(weight, temperature, warmUp, WarmUpUnit.EPOCHS, true, false),
        Ramp.share(share));
  }

  private static Node share(Node total, Input share) {
    return new Product(new Broadcast(total, Rows.BATCH, 1), share);
  }
}
