package org.lateo.likelihood;

import org.lateo.graph.Node;

/** Opens the package's nodes to the tests of other packages. */
public final class LikelihoodNodes {
  private LikelihoodNodes() {}

  /** log Bernoulli(x; sigmoid(logit)). */
  public static Node bernoulliLogDensity(Node x, Node logit) {
    return new BernoulliLogDensity(x, logit);
  }

  /** log Poisson(x; e^logRate). */
  public static Node poissonLogDensity(Node x, Node logRate) {
    return new PoissonLogDensity(x, logRate);
  }

  /** log NegativeBinomial(x; e^logMean, e^logSize). */
  public static Node negativeBinomialLogDensity(Node x, Node logMean, Node logSize) {
    return new NegativeBinomialLogDensity(x, logMean, logSize);
  }

  /** log t(x; location, e^logScale, degrees). */
  public static Node studentTLogDensity(Node x, Node location, Node logScale, Node degrees) {
    return new StudentTLogDensity(x, location, logScale, degrees);
  }

  /** The log-probability of one of {@code count} levels from -1 to 1. */
  public static Node discretisedLogisticLogDensity(
      Node x, Node location, Node logScale, int count) {
    return new DiscretisedLogisticLogDensity(x, location, logScale, new Levels(count));
  }

  /** The mean of that. */
  public static Node discretisedLogisticMean(Node location, Node logScale, int count) {
    return new DiscretisedLogisticMean(location, logScale, new Levels(count));
  }

  /** How many levels one of the last two has. */
  public static int levels(Node node) {
    return node instanceof DiscretisedLogisticMean mean
        ? mean.levels().count()
        : ((DiscretisedLogisticLogDensity) node).levels().count();
  }

  /** log Categorical(x; softmax(logits)), the last logit for none of x. */
  public static Node categoricalLogDensity(Node x, Node logits) {
    return new CategoricalLogDensity(x, logits);
  }

  /** log Multinomial(x; softmax(logits)), feature by feature. */
  public static Node multinomialLogDensity(Node x, Node logits) {
    return new MultinomialLogDensity(x, logits);
  }
}
