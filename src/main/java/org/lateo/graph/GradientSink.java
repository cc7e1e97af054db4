package org.lateo.graph;

/**
 * Receives the gradient of parameters, piece by piece, as soon as a piece is complete and while it
 * is in cache. By then no other work of the step reads the parameters, so it may move them.
 */
@FunctionalInterface
public interface GradientSink {
  /**
   * The gradient of parameters {@code [from, to)} is complete. Threads call it for disjoint ranges.
   */
  void take(int from, int to);
}
