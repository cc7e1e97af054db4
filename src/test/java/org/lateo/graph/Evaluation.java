package org.lateo.graph;

import java.util.Arrays;
import org.lateo.math.BestBlas;

/** Runs an expression once, for tests that look at its numbers. */
public final class Evaluation {
  private final Workspace w;
  private final Node root;

  /** Computes outputs for a batch of so many examples; the first can be differentiated. */
  public Evaluation(ParameterLayout layout, float[] values, int examples, Node... outputs) {
    Parameters parameters = new Parameters(layout, values, BestBlas.get());
    this.root = outputs[0];
    this.w = new Workspace(new Program(outputs), parameters, examples, true);
    w.setExamples(examples);
  }

  /** Sets the rows of an input or of noise, {@code [rows, columns]}, repeated when they end. */
  public Evaluation set(Node leaf, float... rows) {
    int columns = leaf.columns();
    int count = rows.length / columns;
    w.setSource(
        leaf, (r, into, at) -> System.arraycopy(rows, r % count * columns, into, at, columns));
    return this;
  }

  /** Computes every output. */
  public Evaluation run() {
    Workers.runAlone(w.forward());
    return this;
  }

  /** What is differentiated. */
  public Node root() {
    return root;
  }

  /** The values of a node, {@code [rows, columns]}. */
  public float[] values(Node node) {
    return Arrays.copyOf(w.values(node), w.rows(node) * node.columns());
  }

  /** The flat gradient of the sum of the first output's elements. */
  public float[] gradient() {
    Arrays.fill(w.gradient(root), 1f);
    Workers.runAlone(w.backward());
    return w.gradient();
  }
}
