package org.lateo.train;

import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Program;
import org.lateo.graph.Workspace;
import org.lateo.graph.op.Known;

/** Finds the node at which a run first became non-finite, in words for the user. */
final class NonFiniteSearch {
  private static final String ADVICE =
      ". Likely the learning rate is too high, or some values are far outside the range of the"
          + " others";

  private final Program program;
  private final Workspace w;

  NonFiniteSearch(Program program, Workspace w) {
    this.program = program;
    this.w = w;
  }

  String cause() {
    boolean gaps = program.nodes().stream().anyMatch(Known.class::isInstance);
    for (Node node : program.nodes()) {
      // Missing values are NaN in the data, which has no gradient, until they are masked.
      boolean data = gaps && w.buffer(node).gradient() == null;
      if (!(node instanceof Parameter) && !data && !w.isFinite(node)) {
        return "first in " + node + ADVICE;
      }
    }
    return "the sum of the bound overflowed";
  }

  /** The parameter that the last update made non-finite; null if all are finite. */
  String causeInParameters() {
    for (Node node : program.nodes()) {
      if (node instanceof Parameter && !w.isFinite(node)) {
        return "in the parameter " + node + ADVICE;
      }
    }
    return null;
  }
}
