package org.lateo.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Broadcast;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.math.BestBlas;
import org.lateo.nn.Activation;
import org.lateo.nn.BayesianDense;
import org.lateo.nn.CorrelatedDense;
import org.lateo.nn.Dropout;
import org.lateo.nn.GaussianLayer;
import org.lateo.objective.Loss;

/** Layers of Gaussian weights against draws of their weights. */
final class WeightDistributionTest {
  private static final int IN = 3;
  private static final int OUT = 2;
  private static final double PRIOR = 0.7;
  private static final int DRAWS = 40_000;
  private static final float[] ROW = {0.5f, -1.5f, 2f};
  private static final Initialiser MEANS = Initialiser.normal(0.8f);

  private final BayesianDense layer =
      new BayesianDense("layer", IN, OUT, Activation.IDENTITY, MEANS, PRIOR, 0.4);

  private static float[] spread(ParameterLayout layout) {
    float[] values = layout.initialise(3);
    Random random = new Random(5);
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.5 * random.nextGaussian());
    }
    return values;
  }

  private static double[][] run(GaussianLayer of, Node output, int count, NoiseSource noise) {
    ParameterLayout layout = new ParameterLayout(of.parameters());
    Parameters parameters = new Parameters(layout, spread(layout), BestBlas.get());
    RowSource rows = (row, into, at) -> System.arraycopy(ROW, 0, into, at, IN);
    return new Runner(parameters, Map.of("y", output)).values("y", rows, count, noise);
  }

  /** Within four standard errors, for two outputs and their product. */
  private void assertMoments(double[] mean, double[] variance, IntFunction<double[]> draw) {
    double[] sums = new double[OUT];
    double[] squares = new double[OUT];
    double products = 0;
    for (int i = 0; i < DRAWS; i++) {
      double[] off = draw.apply(i);
      for (int k = 0; k < OUT; k++) {
        off[k] -= mean[k];
        sums[k] += off[k] / DRAWS;
        squares[k] += off[k] * off[k] / DRAWS;
      }
      products += off[0] * off[1] / DRAWS;
    }
    for (int k = 0; k < OUT; k++) {
      assertEquals(0, sums[k], 4 * Math.sqrt(variance[k] / DRAWS));
      assertEquals(variance[k], squares[k], 4 * variance[k] * Math.sqrt(2.0 / DRAWS));
    }
    assertEquals(0, products, 4 * Math.sqrt(variance[0] * variance[1] / DRAWS));
  }

  /** Noise of mean 1 with the variance p / (1 - p) of dropping units at the rate p. */
  @Test
  void dropoutHasTheMomentsOfDroppingUnits() {
    double rate = 0.3;
    Input x = new Input("x", IN);
    NoiseSource noise = NoiseSource.gaussian(Dropout.NOISE, 5, 0);
    double[][] drawn = run(layer, Dropout.of(x, rate), DRAWS, noise);
    for (int k = 0; k < IN; k++) {
      int column = k;
      double mean = Arrays.stream(drawn).mapToDouble(row -> row[column]).average().orElseThrow();
      double variance =
          Arrays.stream(drawn)
              .mapToDouble(row -> (row[column] - ROW[column]) * (row[column] - ROW[column]))
              .average()
              .orElseThrow();
      double expected = ROW[k] * ROW[k] * rate / (1 - rate);
      assertEquals(ROW[k], mean, 4 * Math.sqrt(expected / DRAWS));
      assertEquals(expected, variance, 4 * expected * Math.sqrt(2.0 / DRAWS));
    }
  }

  /** What is drawn in training is as likely as values of drawn weights. */
  @Test
  void valuesAreDrawnAsIfWeightsWere() {
    Input x = new Input("x", IN);
    double[] mean = run(layer, layer.mean(x), 1, NoiseSource.NONE)[0];
    double[] variance = run(layer, layer.variance(x), 1, NoiseSource.NONE)[0];
    NoiseSource noise = NoiseSource.gaussian(BayesianDense.NOISE, 11, 0);
    double[][] local = run(layer, layer.apply(x), DRAWS, noise);
    assertMoments(mean, variance, i -> local[i]);
    ParameterLayout layout = new ParameterLayout(layer.parameters());
    float[] values = spread(layout);
    Random random = new Random(2);
    assertMoments(mean, variance, i -> drawn(layout, values, random));
  }

  private double[] drawn(ParameterLayout layout, float[] values, Random random) {
    double[] y = new double[OUT];
    for (int i = 0; i <= IN; i++) {
      int mean = layout.offset(layer.parameters().get(i < IN ? 0 : 2));
      int spread = layout.offset(layer.parameters().get(i < IN ? 1 : 3));
      for (int k = 0; k < OUT; k++) {
        int at = (i < IN ? i * OUT : 0) + k;
        double deviation = Math.log1p(Math.exp(values[spread + at]));
        double weight = values[mean + at] + deviation * random.nextGaussian();
        y[k] += (i < IN ? ROW[i] : 1) * weight;
      }
    }
    return y;
  }

  /** The draws of a prediction have the same moments, and are the same for each row. */
  @Test
  void fixedDrawsAreDrawsToo() {
    Input x = new Input("x", IN);
    double[] mean = run(layer, layer.mean(x), 1, NoiseSource.NONE)[0];
    double[] variance = run(layer, layer.variance(x), 1, NoiseSource.NONE)[0];
    double z = 0;
    int count = 200;
    for (int draw = 0; draw < count; draw++) {
      double[][] rows = run(layer, layer.drawn(x, 1, draw), 2, NoiseSource.NONE);
      assertEquals(rows[0][0], rows[1][0]);
      double off = (rows[0][1] - mean[1]) / Math.sqrt(variance[1]);
      z += off * off / count;
    }
    assertEquals(1, z, 4 * Math.sqrt(2.0 / count));
  }

  private static double divergence(GaussianLayer of) {
    Node total = new Broadcast(Loss.total(of.penalties()), Rows.BATCH, 1);
    return run(of, total, 1, NoiseSource.NONE)[0][0];
  }

  /** The mean of log q(w) - log p(w) over draws of w, within four standard errors. */
  private static void assertDivergence(double expected, IntFunction<Double> draw) {
    List<Double> logs = new ArrayList<>();
    double mean = 0;
    for (int i = 0; i < DRAWS; i++) {
      logs.add(draw.apply(i));
      mean += logs.get(i) / DRAWS;
    }
    double m = mean;
    double variance = logs.stream().mapToDouble(log -> (log - m) * (log - m)).sum() / DRAWS;
    assertTrue(expected > 1, expected + " nats");
    assertEquals(expected, mean, 4 * Math.sqrt(variance / DRAWS));
  }

  private static double logPrior(double weight) {
    return -0.5 * Math.log(2 * Math.PI * PRIOR * PRIOR) - 0.5 * weight * weight / (PRIOR * PRIOR);
  }

  @Test
  void theDivergenceOfIndependentWeightsIsTheMeanOfItsLogarithm() {
    ParameterLayout layout = new ParameterLayout(layer.parameters());
    float[] values = spread(layout);
    Random random = new Random(3);
    assertDivergence(divergence(layer), i -> logRatio(layout, values, random));
  }

  private double logRatio(ParameterLayout layout, float[] values, Random random) {
    double log = 0;
    for (int p = 0; p < 4; p += 2) {
      int mean = layout.offset(layer.parameters().get(p));
      int spread = layout.offset(layer.parameters().get(p + 1));
      for (int i = 0; i < layer.parameters().get(p).size(); i++) {
        double deviation = Math.log1p(Math.exp(values[spread + i]));
        double z = random.nextGaussian();
        log -= 0.5 * Math.log(2 * Math.PI) + Math.log(deviation) + 0.5 * z * z;
        log -= logPrior(values[mean + i] + deviation * z);
      }
    }
    return log;
  }

  @Test
  void theDivergenceOfCorrelatedWeightsIsTheMeanOfItsLogarithm() {
    CorrelatedDense last = new CorrelatedDense("last", IN, OUT, MEANS, PRIOR, 0.4);
    ParameterLayout layout = new ParameterLayout(last.parameters());
    float[] values = spread(layout);
    Random random = new Random(4);
    assertDivergence(divergence(last), i -> logRatio(last, layout, values, random));
  }

  private static double logRatio(
      CorrelatedDense last, ParameterLayout layout, float[] values, Random random) {
    int n = IN + 1;
    int mean = layout.offset(last.parameters().get(0));
    int triangles = layout.offset(last.parameters().get(1));
    int diagonals = layout.offset(last.parameters().get(2));
    double log = 0;
    for (int k = 0; k < OUT; k++) {
      double[] weights = new double[n];
      for (int j = 0; j < n; j++) {
        double d = values[diagonals + k * n + j];
        double z = random.nextGaussian();
        log -= 0.5 * Math.log(2 * Math.PI) + d + 0.5 * z * z;
        for (int i = j; i < n; i++) {
          double below = i == j ? 1 : values[triangles + i * OUT * n + k * n + j];
          weights[i] += below * Math.exp(d) * z;
        }
      }
      for (int i = 0; i < n; i++) {
        log -= logPrior(values[mean + i * OUT + k] + weights[i]);
      }
    }
    return log;
  }
}
