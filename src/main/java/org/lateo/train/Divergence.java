package org.lateo.train;

import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.Program;
import org.lateo.graph.Workspace;

/** Finds where a run first became non-finite, in words for the user. */
final class Divergence {
  private final Program program;
  private final Workspace w;

  Divergence(Program program, Workspace w) {
    this.program = program;
    this.w = w;
  }

  String cause() {
    for (Node node : program.nodes()) {
      if (!(node instanceof Parameter) && hasNonFinite(node)) {
        return "first in "
            + node
            + ". Likely the learning rate is too high, or some values are far"
            + " outside the range of the others";
      }
    }
    return "the sum of the bound overflowed";
  }

  private boolean hasNonFinite(Node node) {
    float[] values = w.values(node);
    for (int i = 0; i < w.rows(node) * node.columns(); i++) {
      if (!Float.isFinite(values[i])) {
        return true;
      }
    }
    return false;
  }
}
