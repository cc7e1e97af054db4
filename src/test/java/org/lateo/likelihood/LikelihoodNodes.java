package org.lateo.likelihood;

import org.lateo.graph.Node;

/** Opens the package's nodes to the tests of other packages. */
public final class LikelihoodNodes {
  private LikelihoodNodes() {}

  /** log Bernoulli(x; sigmoid(logit)). */
  public static Node bernoulliLogDensity(Node x, Node logit) {
    return new BernoulliLogDensity(x, logit);
  }

  /** log Multinomial(x; softmax(logits)), feature by feature. */
  public static Node multinomialLogDensity(Node x, Node logits) {
    return new MultinomialLogDensity(x, logits);
  }
}
