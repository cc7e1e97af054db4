package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.data.DenseTable;
import org.lateo.data.Split;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.StandardNormalLogDensity;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.nn.Activation;
import org.lateo.objective.Loss;
import org.lateo.objective.Models;

/** The prior on weights gives the gradient of its log-density, and the optimum that it should. */
final class WeightPriorTest {
  private static final int ROWS = 60;
  private static final int COLUMNS = 3;

  /** Of parameters that stand still; by hand, weight / (N deviation²) on weights alone. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1, 3})
  void addsTheGradientOfItsLogDensity(double deviation) {
    TestOptimiser without = new TestOptimiser();
    TestOptimiser with = new TestOptimiser();
    float[] parameters = run(without, 0, 0);
    run(with, deviation, 0);
    ParameterLayout layout = Training.model(Activation.TANH).layout();
    int weights = 0;
    for (Parameter p : layout.parameters()) {
      boolean weight = p.name().endsWith(".weight");
      weights += weight ? 1 : 0;
      for (int i = layout.offset(p); i < layout.offset(p) + p.size(); i++) {
        double expected = weight ? parameters[i] / (80 * deviation * deviation) : 0;
        float before = without.gradients.get(2)[i];
        float after = with.gradients.get(2)[i];
        assertEquals(expected, after - before, 1e-6 * (Math.abs(before) + Math.abs(expected)));
      }
    }
    assertEquals(5, weights, "encoder, mean, log-variance, decoder, likelihood");
  }

  /** Clipping sees the prior's part too, once. */
  @Test
  void isPartOfWhatIsClipped() {
    TestOptimiser at = new TestOptimiser();
    TestOptimiser later = new TestOptimiser();
    run(at, 0.1, 0);
    run(later, 0.1, 1e9);
    for (int step = 0; step < at.gradients.size(); step++) {
      assertTrue(Arrays.equals(at.gradients.get(step), later.gradients.get(step)));
    }
  }

  /** 80 training rows, first values that are not zero. */
  private static float[] run(Optimiser optimiser, double deviation, double clipping) {
    Training training = new Training();
    training.share = 0.2;
    training.optimiser = optimiser;
    training.weightPrior = deviation;
    training.clipping = clipping;
    VAE vae = Training.model(Activation.TANH);
    training.first = Models.firstValues(vae, 1);
    return training.run(TrainingListener.NONE);
  }

  /**
   * Columns predicted from themselves by the encoder's linear mean, with unit variance and a free
   * bias: ridge regression, W = (X'X + I / deviation²)⁻¹ X'X for centred X.
   */
  @Test
  void theOptimumIsRidgeRegression() {
    double deviation = 0.2;
    float[] data = data();
    VAE vae =
        Models.architecture(List.of(), Activation.IDENTITY, COLUMNS, new Gaussian())
            .connect(Scaling.none(COLUMNS));
    Node x = vae.observed();
    Node error = Sum.subtract(x, vae.encode(x).mean());
    Node density = SumColumns.of(new StandardNormalLogDensity(error));
    Parameters parameters =
        new Parameters(vae.layout(), vae.layout().initialise(1), BestBlas.get());
    float[] ones = new float[ROWS];
    Arrays.fill(ones, 1f);
    new TrainingLoop(
            vae,
            Loss.of("density", density),
            Optional.empty(),
            parameters,
            new SGD(0.1),
            new TrainingOptions(
                3000, ROWS, 1, 1, new ConstantSchedule(), 0, deviation, 0, EarlyStopping.NEVER),
            TrainingData.of(vae, new DenseTable(COLUMNS, data, ones), Split.of(ROWS, 0, 1), 1))
        .run(Map::of, TrainingListener.NONE);
    assertRidge(data, deviation, vae.layout(), parameters.values());
  }

  private static void assertRidge(
      float[] data, double deviation, ParameterLayout layout, float[] values) {
    double[] mean = new double[COLUMNS];
    double[][] rows = new double[ROWS][COLUMNS];
    for (int i = 0; i < data.length; i++) {
      mean[i % COLUMNS] += data[i] / (double) ROWS;
    }
    for (int i = 0; i < data.length; i++) {
      rows[i / COLUMNS][i % COLUMNS] = data[i] - mean[i % COLUMNS];
    }
    RealMatrix centred = MatrixUtils.createRealMatrix(rows);
    RealMatrix products = centred.transpose().multiply(centred);
    RealMatrix precision =
        MatrixUtils.createRealIdentityMatrix(COLUMNS).scalarMultiply(1 / (deviation * deviation));
    RealMatrix weights = MatrixUtils.inverse(products.add(precision)).multiply(products);
    double[] bias = weights.preMultiply(mean);
    int weight = offset(layout, "posterior.mean.weight");
    for (int i = 0; i < COLUMNS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        assertEquals(weights.getEntry(i, j), values[weight + i * COLUMNS + j], 1e-5);
      }
      double expected = mean[i] - bias[i];
      assertEquals(expected, values[offset(layout, "posterior.mean.bias") + i], 1e-5);
    }
    assertTrue(weights.getEntry(0, 0) < 0.9, "the prior is felt");
  }

  private static int offset(ParameterLayout layout, String name) {
    return layout.offset(
        layout.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow());
  }

  /** Correlated columns with means. */
  private static float[] data() {
    float[] data = new float[ROWS * COLUMNS];
    RandomStream.fillGaussian(1, data, 0, data.length);
    for (int r = 0; r < ROWS; r++) {
      data[r * COLUMNS + 1] += 0.5f * data[r * COLUMNS] + 1;
      data[r * COLUMNS + 2] -= 0.3f * data[r * COLUMNS + 1];
    }
    return data;
  }
}
