package org.lateo.latent;

import org.lateo.graph.Node;

/** Nodes that are visible in their package only, for the tests of the engine. */
public final class LatentNodes {
  private LatentNodes() {}

  /** See {@link ComponentLogDensity}. */
  public static Node componentLogDensity(Node z, Node mean, Node logVariance) {
    return new ComponentLogDensity(z, mean, logVariance);
  }

  /** See {@link TriangularProduct}. */
  public static Node triangularProduct(Node logSquare, Node below, Node x) {
    return new TriangularProduct(logSquare, below, x);
  }

  /** See {@link TriangularSolve}. */
  public static Node triangularSolve(Node logSquare, Node below, Node x) {
    return new TriangularSolve(logSquare, below, x);
  }

  /** See {@link TriangularLogVariance}. */
  public static Node triangularLogVariance(Node logSquare, Node below) {
    return new TriangularLogVariance(logSquare, below);
  }

  /** See {@link MixtureSample}. */
  public static Node mixtureSample(Node noise, Node mean, Node logVariance, Node logits) {
    return new MixtureSample(noise, mean, logVariance, logits);
  }
}
