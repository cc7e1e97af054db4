package org.lateo.bayes;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.lateo.data.Table;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.math.BestBlas;
import org.lateo.nn.KroneckerDense;
import org.lateo.rows.PreparedRows;

/**
 * The posterior of a softmax's last layer given the hidden layers, by Laplace's method: a Gaussian
 * around the trained weights W {@code [n, classes]}, whose precision is the {@link
 * SoftmaxCurvature} of the training rows and α I of the prior. A shift of all logits, which no
 * probability sees, is left out of it.
 *
 * <p>α is that under which held-out rows are most probable, or, without any, that of the highest
 * evidence of the training rows,
 *
 * <pre>
 * log p(y) = log p(y | W) - α |W|² / 2 + n K log(α) / 2 - log |Λ| / 2 + constant
 * </pre>
 *
 * <p>among the α of the network's training times powers of √10. A row counts by its weight, divided
 * by the mean weight of the training rows.
 */
final class SoftmaxPosterior {
  private static final String READ = "read";

  /** The network's α is multiplied by 1e-4 to 1e4. */
  private static final int DECADES = 4;

  private final BayesianClassification model;
  private final PreparedRows rows;
  private final ClassNumbers classes;
  private final double precision;
  private final double meanWeight;
  private final double[][] draws;

  /**
   * @param prior the standard deviation that the network was trained with
   */
  SoftmaxPosterior(
      BayesianClassification model, PreparedRows rows, ClassNumbers classes, double prior) {
    this.model = model;
    this.rows = rows;
    this.classes = classes;
    this.precision = 1 / (prior * prior);
    this.draws = model.draws().values();
    int[] training = rows.split().training();
    this.meanWeight =
        Arrays.stream(training).mapToDouble(rows.table()::weight).sum() / training.length;
  }

  /**
   * Finds it.
   *
   * @param trained the flat buffer
   * @return the flat buffer with it
   */
  float[] of(float[] trained) {
    float[] values = trained.clone();
    ParameterLayout layout = model.layout();
    Parameters parameters = new Parameters(layout, values, BestBlas.get());
    Runner runner = new Runner(parameters, model.atMeans(READ));
    Fold training = new Fold(runner, rows.split().training());
    SoftmaxCurvature curvature =
        new SoftmaxCurvature(training.phi, training.probabilities(), training.weights);
    KroneckerDense last = model.last();
    double alpha = best(criterion(runner, curvature, squares(last.means(layout, values))));
    last.set(
        layout,
        values,
        curvature.ofInputs(),
        curvature.variances(alpha),
        curvature.ofDifferences());
    return values;
  }

  private DoubleUnaryOperator criterion(Runner runner, SoftmaxCurvature curvature, double squares) {
    Fold heldOut = new Fold(runner, rows.split().validation());
    if (Arrays.stream(heldOut.weights).sum() <= 0) {
      return alpha -> curvature.logEvidence(alpha, squares);
    }
    double[][] turned = curvature.turned(heldOut.phi);
    return alpha -> heldOut.logLikelihood(curvature, turned, alpha);
  }

  private static double squares(float... weights) {
    double squares = 0;
    for (float weight : weights) {
      squares += (double) weight * weight;
    }
    return squares;
  }

  private double best(DoubleUnaryOperator criterion) {
    double best = precision;
    double most = Double.NEGATIVE_INFINITY;
    for (int step = -2 * DECADES; step <= 2 * DECADES; step++) {
      double alpha = precision * StrictMath.pow(10, 0.5 * step);
      double found = criterion.applyAsDouble(alpha);
      if (found > most) {
        most = found;
        best = alpha;
      }
    }
    return best;
  }

  private static double[] softmax(double... logits) {
    double most = Arrays.stream(logits).max().orElseThrow();
    double[] powers = Arrays.stream(logits).map(logit -> StrictMath.exp(logit - most)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }

  /** Some of the rows, as the last layer reads them, with a last column of ones. */
  private final class Fold {
    final int[] numbers;
    final double[][] phi;
    final double[][] logits;
    final double[] weights;

    Fold(Runner runner, int... numbers) {
      this.numbers = numbers;
      this.weights =
          Arrays.stream(numbers)
              .mapToDouble(row -> rows.table().weight(row) / meanWeight)
              .toArray();
      this.phi = Arrays.stream(values(runner, READ)).map(Fold::withOne).toArray(double[][]::new);
      this.logits = values(runner, BayesianClassification.LOGITS);
    }

    private double[][] values(Runner runner, String output) {
      Table table = rows.table();
      return runner.values(
          output,
          (row, into, at) -> table.fill(numbers[row], into, at),
          numbers.length,
          NoiseSource.NONE);
    }

    private static double[] withOne(double[] row) {
      double[] longer = Arrays.copyOf(row, row.length + 1);
      longer[row.length] = 1;
      return longer;
    }

    double[][] probabilities() {
      return Arrays.stream(logits).map(SoftmaxPosterior::softmax).toArray(double[][]::new);
    }

    /**
     * The log-likelihood of the rows' classes as the model predicts them.
     *
     * @param turned these rows in the eigenvectors
     */
    double logLikelihood(SoftmaxCurvature curvature, double[][] turned, double alpha) {
      double[][] variances = curvature.variances(alpha);
      double[][] back = curvature.ofOutputs();
      double sum = 0;
      for (int r = 0; r < numbers.length; r++) {
        double[] deviations = deviations(turned[r], variances);
        double p = probability(logits[r], deviations, back, classes.classes()[numbers[r]]);
        sum += weights[r] * StrictMath.log(Math.max(p, Float.MIN_NORMAL));
      }
      return sum;
    }

    private double[] deviations(double[] turned, double[][] variances) {
      double[] deviations = new double[variances[0].length];
      for (int i = 0; i < turned.length; i++) {
        double square = turned[i] * turned[i];
        for (int j = 0; j < deviations.length; j++) {
          deviations[j] += square * variances[i][j];
        }
      }
      Arrays.setAll(deviations, j -> Math.sqrt(deviations[j]));
      return deviations;
    }

    /** The mean of a class's probability over draws. */
    private double probability(double[] mean, double[] deviations, double[][] back, int observed) {
      double sum = 0;
      for (double[] draw : draws) {
        double[] logits = off(draw, deviations, back);
        for (int k = 0; k < logits.length; k++) {
          logits[k] += mean[k];
        }
        sum += softmax(logits)[observed];
      }
      return sum / draws.length;
    }

    private double[] off(double[] draw, double[] deviations, double[][] back) {
      double[] off = new double[draw.length];
      for (int k = 0; k < off.length; k++) {
        for (int j = 0; j < off.length; j++) {
          off[k] += draw[j] * deviations[j] * back[k][j];
        }
      }
      return off;
    }
  }
}
