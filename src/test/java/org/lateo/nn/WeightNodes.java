package org.lateo.nn;

import org.lateo.graph.Node;
import org.lateo.graph.Parameter;

/** Nodes that are visible in their package only, for the tests of the engine. */
public final class WeightNodes {
  private WeightNodes() {}

  /** See {@link WeightVariance}. */
  public static Node variance(Node spread) {
    return new WeightVariance((Parameter) spread);
  }

  /** See {@link WeightDivergence}. */
  public static Node divergence(Node mean, Node variance, double prior) {
    return new WeightDivergence((Parameter) mean, variance, prior);
  }
}
