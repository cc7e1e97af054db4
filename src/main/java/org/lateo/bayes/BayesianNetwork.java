package org.lateo.bayes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.nn.Activation;
import org.lateo.nn.BayesianDense;
import org.lateo.nn.CorrelatedDense;
import org.lateo.nn.Dense;
import org.lateo.nn.GaussianLayer;
import org.lateo.nn.Layer;
import org.lateo.nn.Module;

/**
 * A perceptron, or several as an ensemble, whose last layer has Gaussian weights; with MEAN_FIELD
 * its hidden layers have too. Given the hidden layers' weights a value of the last layer is
 * Gaussian, so that of the last layer's weights nothing has to be drawn, in training either.
 *
 * <p>The flat buffer of an ensemble is that of its members one after another, each as if it were
 * alone.
 */
final class BayesianNetwork {
  private final List<Member> members;
  private final int draws;
  private final long seed;

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

    /** What the last layer reads, with a draw for each row where hidden layers are drawn. */
    Node read(Node x) {
      Node value = x;
      for (Layer layer : hidden) {
        value = layer.apply(value);
      }
      return value;
    }

    /** As above, with fixed draws. */
    private Node read(Node x, long seed, int draw) {
      Node value = x;
      for (Layer layer : hidden) {
        value =
            layer instanceof BayesianDense bayesian
                ? bayesian.drawn(value, seed, draw)
                : layer.apply(value);
      }
      return value;
    }

    private boolean isDrawn() {
      return hidden.stream().anyMatch(BayesianDense.class::isInstance);
    }

    Values values(Node read) {
      return new Values(last.mean(read), last.variance(read));
    }
  }

  BayesianNetwork(NetworkShape shape, int columns, int outputs) {
    this.members =
        IntStream.range(0, shape.members())
            .mapToObj(k -> member(shape, shape.prefix(k), columns, outputs))
            .toList();
    this.draws = shape.draws();
    this.seed = shape.seed();
  }

  private static Member member(NetworkShape shape, String prefix, int columns, int outputs) {
    List<Layer> hidden = new ArrayList<>();
    int width = columns;
    for (int size : shape.hidden()) {
      hidden.add(hidden(shape, prefix + "hidden." + hidden.size(), width, size));
      width = size;
    }
    return new Member(hidden, last(shape, prefix + "last", width, outputs));
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

  private static GaussianLayer last(NetworkShape shape, String name, int in, int out) {
    double prior = shape.prior(in);
    double first = shape.firstDeviation();
    return shape.method() == BayesianMethod.MEAN_FIELD
        ? new BayesianDense(name, in, out, Activation.IDENTITY, shape.weights(), prior, first)
        : new CorrelatedDense(name, in, out, shape.weights(), prior, first);
  }

  /** The members, one for a single network. */
  List<Member> members() {
    return members;
  }

  /** The values of a member for each draw of its hidden layers; for one if nothing is drawn. */
  List<Values> draws(Member member, Node x) {
    int count = member.isDrawn() ? draws : 1;
    return IntStream.range(0, count)
        .mapToObj(draw -> member.values(member.read(x, seed, draw)))
        .toList();
  }
}
