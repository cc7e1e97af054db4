package org.lateo.anomaly;

import org.lateo.graph.Node;

/** Opens the package's nodes to the tests of other packages. */
public final class AnomalyNodes {
  private AnomalyNodes() {}

  /** The p-value of each score among a few, {@code [rows, 1]}. */
  public static Node pValue(Node score) {
    double[] usual = {Double.NEGATIVE_INFINITY, -1.5, -0.25, -0.25, 0.1, 0.5, 1.25};
    return new PValue(score, new CalibrationScores(usual, new double[0]));
  }

  /** What such a node says of a score, counted one by one. */
  public static double pValue(Node node, double score) {
    double count = 1;
    double[] usual = ((PValue) node).scores().usual();
    for (double other : usual) {
      count += other <= score ? 1 : 0;
    }
    return count / (usual.length + 1);
  }
}
