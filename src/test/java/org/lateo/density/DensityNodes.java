package org.lateo.density;

import org.lateo.graph.Node;

/** Nodes that are visible in their package only, for the tests of the engine. */
public final class DensityNodes {
  private DensityNodes() {}

  /** See {@link RationalQuadratic}. */
  public static Node rationalQuadratic(
      Node x, Node parameters, int bins, float bound, boolean inverse) {
    return new RationalQuadratic(x, parameters, bins, bound, inverse);
  }
}
