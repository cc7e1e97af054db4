package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.junit.jupiter.api.Test;
import org.lateo.graph.Evaluation;
import org.lateo.inference.ImportanceWeights;
import org.lateo.inference.LogLikelihood;
import org.lateo.math.RandomStream;
import org.lateo.output.LatentCode;
import org.tribuo.Example;

/** Estimates of a log-likelihood that is known, and what they say of their errors. */
final class LogLikelihoodTest {
  private static final int ROWS = 400;
  private static final int SAMPLES = 200;
  private static final double[][] X = LinearGaussian.rows(ROWS, 1);
  private static final List<Example<LatentCode>> EXAMPLES = LinearGaussian.examples(X);
  private static final VAEModel MODEL = LinearGaussian.model(Tiny.dataset(X));

  /** What float arithmetic may add to nats of size 10. */
  private static final double ROUNDING = 1e-5;

  private static double[] exact() {
    MultivariateNormalDistribution density = LinearGaussian.density();
    return Arrays.stream(X).mapToDouble(x -> Math.log(density.density(x))).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void theMeanIsExactWithinFourStandardErrorsOfTheDraws() {
    LogLikelihood found = MODEL.estimateLogLikelihood(EXAMPLES, SAMPLES);
    double error = found.monteCarloError();
    assertEquals(mean(exact()), found.mean(), 4 * error + ROUNDING);
    assertTrue(error > 10 * ROUNDING && error < 0.02, "error " + error);
    assertEquals(SAMPLES, found.samples());
    assertArrayEquals(MODEL.logLikelihood(EXAMPLES, SAMPLES), found.nats());
  }

  /** The rows are drawn from the model, whose mean log-density is minus its entropy. */
  @Test
  void thePopulationIsWithinFourStandardErrorsOfTheRows() {
    LogLikelihood found = MODEL.estimateLogLikelihood(EXAMPLES, SAMPLES);
    assertEquals(LinearGaussian.meanLogDensity(), found.mean(), 4 * found.standardError());
    // log p(x) is minus half a chi-squared variable of 5 degrees of freedom, whose variance is 10.
    assertEquals(Math.sqrt(2.5 / ROWS), found.standardError(), 0.1 * Math.sqrt(2.5 / ROWS));
    assertTrue(found.monteCarloError() < found.standardError());
  }

  /** Of many rows, the squares of errors over standard errors have a mean of one. */
  @Test
  void standardErrorsAreAsLargeAsErrors() {
    double[] exact = exact();
    LogLikelihood found = MODEL.estimateLogLikelihood(EXAMPLES, SAMPLES);
    double squares = 0;
    for (int i = 0; i < ROWS; i++) {
      double z = (found.nats()[i] - exact[i]) / found.standardErrors()[i];
      squares += z * z / ROWS;
    }
    // The mean of 400 squares of standard normal variables has a standard deviation of 0.07.
    assertEquals(1, squares, 0.28);
  }

  /**
   * Means over blocks of the same draws rise with the size of the blocks for each row, log being
   * concave, towards the exact log p(x).
   */
  @Test
  void risesWithTheNumberOfSamples() {
    int samples = 256;
    int rows = 50;
    float[] logWeights = logWeights(rows, samples);
    double[] exact = exact();
    double[] last = new double[rows];
    Arrays.fill(last, Double.NEGATIVE_INFINITY);
    double[] gaps = new double[9];
    for (int step = 0; step < gaps.length; step++) {
      for (int row = 0; row < rows; row++) {
        double bound = meanOfBlocks(logWeights, row * samples, samples, 1 << step);
        assertTrue(bound >= last[row] - 1e-12, "row " + row + ": " + last[row] + ", " + bound);
        last[row] = bound;
        gaps[step] += (exact[row] - bound) / rows;
      }
    }
    assertTrue(gaps[0] > 0.05 && gaps[8] < 0.1 * gaps[0], Arrays.toString(gaps));
    // Of 50 rows by 256 draws, each of which varies by less than one nat.
    assertEquals(0, gaps[8], 4 / Math.sqrt(50 * 256));
  }

  private static float[] logWeights(int rows, int samples) {
    ImportanceWeights weights = ImportanceWeights.of(MODEL.inference.vae(), samples);
    float[] noise = new float[rows * samples * LinearGaussian.LATENT];
    RandomStream.fillGaussian(3, noise, 0, noise.length);
    float[] x = new float[rows * LinearGaussian.COLUMNS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) X[i / LinearGaussian.COLUMNS][i % LinearGaussian.COLUMNS];
    }
    return new Evaluation(
            MODEL.inference.vae().layout(),
            MODEL.definition().parameters(),
            rows,
            weights.logWeight())
        .set(MODEL.inference.vae().features(), x)
        .set(weights.noise(), noise)
        .run()
        .values(weights.logWeight());
  }

  private static double meanOfBlocks(float[] logWeights, int from, int samples, int block) {
    double sum = 0;
    for (int at = from; at < from + samples; at += block) {
      sum += ImportanceWeights.logMean(logWeights, at, block);
    }
    return sum * block / samples;
  }

  @Test
  void errorsByHand() {
    float[] logWeights = {7f, 0f, (float) Math.log(3), 7f};
    // w = 1, 3: mean 2, variance 2, that of the mean 1, so a standard error of 1/2 of the mean.
    assertEquals(0.5, ImportanceWeights.logMeanStandardError(logWeights, 1, 2), 1e-7);
    assertEquals(0, ImportanceWeights.logMeanStandardError(new float[] {-1e4f, -1e4f}, 0, 2));
    assertTrue(Double.isNaN(ImportanceWeights.logMeanStandardError(logWeights, 0, 1)));
    float zero = Float.NEGATIVE_INFINITY;
    assertEquals(1, ImportanceWeights.logMeanStandardError(new float[] {5f, zero}, 0, 2), 1e-12);
    assertTrue(
        Double.isNaN(ImportanceWeights.logMeanStandardError(new float[] {zero, zero}, 0, 2)));
    LogLikelihood rows =
        new LogLikelihood(new double[] {-1, -3, -5}, new double[] {0.3, 0.6, 0.6}, 9);
    assertEquals(-3, rows.mean());
    assertEquals(2 / Math.sqrt(3), rows.standardError(), 1e-12);
    assertEquals(0.3, rows.monteCarloError(), 1e-12);
  }

  @Test
  void aSingleRowOrSampleHasNoError() {
    LogLikelihood one = MODEL.estimateLogLikelihood(EXAMPLES.subList(0, 1), 2);
    assertTrue(Double.isNaN(one.standardError()));
    assertTrue(one.monteCarloError() > 0);
    assertTrue(Double.isNaN(MODEL.estimateLogLikelihood(EXAMPLES, 1).monteCarloError()));
    assertTrue(Double.isNaN(MODEL.estimateLogLikelihood(List.of(), 3).mean()));
  }

  @Test
  void refusesErrorsForOtherRows() {
    assertRefused(
        () -> new LogLikelihood(new double[2], new double[3], 1), "each of 2 rows", "found 3");
  }
}
