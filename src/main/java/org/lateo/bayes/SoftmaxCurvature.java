package org.lateo.bayes;

/**
 * The generalised Gauss-Newton matrix of a softmax's last layer, in Kronecker form and its
 * eigenvectors,
 *
 * <pre>
 * A ⊗ B,   A = Σ t φ φ^T,   B = Σ (diag p - p p^T) / Σ t,   t = tr(diag p - p p^T)
 * </pre>
 *
 * <p>summed over rows φ with probabilities p. It has the whole matrix's trace, and is the whole
 * matrix for two classes, or for a φ that is the same in each row.
 *
 * <p>See:
 *
 * <pre>
 * Ritter H, Botev A, Barber D.
 * "A Scalable Laplace Approximation for Neural Networks"
 * ICLR 2018.
 * </pre>
 *
 * <p>Where we deviate: rows count in A by the trace t, where the paper has equal weights.
 */
final class SoftmaxCurvature {
  private final LinearBasis inputs;
  private final Eigen outputs;

  /**
   * @param phi {@code [rows, n]}
   * @param probabilities {@code [rows, classes]}
   * @param weights of the rows, {@code [rows]}
   */
  SoftmaxCurvature(double[][] phi, double[][] probabilities, double[] weights) {
    double[] traces = new double[phi.length];
    double total = 0;
    for (int r = 0; r < traces.length; r++) {
      traces[r] = weights[r] * trace(probabilities[r]);
      total += traces[r];
    }
    this.inputs = new LinearBasis(phi, traces);
    this.outputs = Eigen.of(ofClasses(probabilities, weights, total), "the classes");
  }

  private static double trace(double... p) {
    double trace = 0;
    for (double of : p) {
      trace += of * (1 - of);
    }
    return trace;
  }

  /** B, without what is above its diagonal. */
  private static double[][] ofClasses(double[][] probabilities, double[] weights, double total) {
    int classes = probabilities[0].length;
    double[][] b = new double[classes][classes];
    for (int r = 0; r < weights.length; r++) {
      double[] p = probabilities[r];
      for (int i = 0; i < classes; i++) {
        for (int j = 0; j <= i; j++) {
          b[i][j] += weights[r] * p[i] * ((i == j ? 1 : 0) - p[j]);
        }
      }
    }
    for (double[] row : b) {
      for (int j = 0; j < classes; j++) {
        // Without any curvature, A is zero too.
        row[j] /= Math.max(total, Double.MIN_NORMAL);
      }
    }
    return b;
  }

  /** The eigenvectors of A as columns, {@code [n, n]}. */
  double[][] ofInputs() {
    return inputs.vectors();
  }

  /** The eigenvectors of B as columns, {@code [classes, classes]}. */
  double[][] ofOutputs() {
    return outputs.vectors();
  }

  /**
   * The same less each column's mean: what they do to the differences of logits, on which alone
   * probabilities depend. B leaves a shift of all logits as uncertain as the prior is, and floats
   * could not hold it beside the differences.
   */
  double[][] ofDifferences() {
    double[][] columns = ofOutputs();
    double[][] less = new double[columns.length][columns.length];
    for (int j = 0; j < columns.length; j++) {
      double mean = 0;
      for (double[] row : columns) {
        mean += row[j] / columns.length;
      }
      for (int k = 0; k < columns.length; k++) {
        less[k][j] = columns[k][j] - mean;
      }
    }
    return less;
  }

  /** Rows φ in the eigenvectors of A, {@code [rows, n]}. */
  double[][] turned(double[][] phi) {
    return inputs.turned(phi);
  }

  /** The variances of the weights in both eigenvectors for a prior's precision. */
  double[][] variances(double alpha) {
    double[][] variances = new double[inputs.columns()][outputs.values().length];
    for (int i = 0; i < variances.length; i++) {
      for (int j = 0; j < variances[i].length; j++) {
        variances[i][j] = 1 / (inputs.eigenvalue(i) * outputs.values()[j] + alpha);
      }
    }
    return variances;
  }

  /**
   * The logarithm of the evidence as a function of the prior's precision, up to a constant.
   *
   * @param squares |W|² of the trained weights
   */
  double logEvidence(double alpha, double squares) {
    double log = -0.5 * alpha * squares;
    for (double[] row : variances(alpha)) {
      for (double variance : row) {
        log += 0.5 * StrictMath.log(alpha * variance);
      }
    }
    return log;
  }
}
