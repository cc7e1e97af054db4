package org.lateo.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.graph.TwinCheck;
import org.lateo.graph.Workers;
import org.lateo.graph.op.FixedGaussian;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.inference.NoiseSource;
import org.lateo.inference.Runner;
import org.lateo.math.BestBlas;
import org.lateo.nn.Activation;
import org.lateo.nn.BayesianDense;
import org.lateo.nn.CorrelatedDense;
import org.lateo.nn.GaussianLayer;
import org.lateo.nn.KroneckerDense;

/** Every layer with a Gaussian over its weights: shapes, gradients, draws, and what means leave. */
final class GaussianLayerContractTest {
  private static final int IN = 3;
  private static final int OUT = 4;
  private static final int DRAWS = 20_000;
  private static final Initialiser WEIGHTS = Initialiser.normal(0.5f);

  static Stream<GaussianLayer> layers() {
    return Stream.of(
        new BayesianDense("bayesian", IN, OUT, Activation.IDENTITY, WEIGHTS, 0.7, 0.3),
        new CorrelatedDense("correlated", IN, OUT, WEIGHTS, 0.7, 0.3),
        new KroneckerDense("kronecker", IN, OUT, WEIGHTS, 0.7));
  }

  /** None is zero, and variances are positive. */
  private static float[] values(GaussianLayer layer, ParameterLayout layout) {
    float[] values = layout.initialise(1);
    Random random = new Random(2);
    for (Parameter p : layer.parameters()) {
      boolean positive = p.name().endsWith("variances");
      for (int i = layout.offset(p); i < layout.offset(p) + p.size(); i++) {
        values[i] = positive ? 0.1f + random.nextFloat() : values[i] + 0.4f * random.nextFloat();
      }
    }
    return values;
  }

  /** Against central differences of its twin in double. */
  @ParameterizedTest
  @MethodSource("layers")
  void hasTheGradientOfItsMomentsAndPenalties(GaussianLayer layer) {
    Input x = new Input("x", IN);
    Node mean = layer.mean(x);
    Node moments = Sum.add(new Product(mean, mean), layer.variance(x));
    assertEquals(OUT, layer.outputs());
    assertEquals(OUT, moments.columns());
    Loss loss = Loss.of("squares", SumColumns.of(moments)).less(layer.penalties());
    ParameterLayout layout = new ParameterLayout(layer.parameters());
    TwinCheck check = new TwinCheck(loss.maximised(), layout, values(layer, layout), 7, 7);
    check.assertForward(new Workers(1), 1e-5);
    check.assertGradient(new Workers(1));
  }

  private static double[][] run(ParameterLayout layout, float[] values, Node output) {
    RowSource row =
        (r, into, at) -> System.arraycopy(new float[] {0.5f, -1.5f, 2f}, 0, into, at, IN);
    return new Runner(new Parameters(layout, values, BestBlas.get()), Map.of("y", output))
        .values("y", row, 1, NoiseSource.NONE);
  }

  /** Pairs have no mean; their variance is within four standard errors. */
  @ParameterizedTest
  @MethodSource("layers")
  void drawsHaveTheVariances(GaussianLayer layer) {
    ParameterLayout layout = new ParameterLayout(layer.parameters());
    float[] values = values(layer, layout);
    Input x = new Input("x", IN);
    double[] variance = run(layout, values, layer.variance(x))[0];
    Node draws = FixedGaussian.pairs(5, DRAWS / 2, OUT);
    double[][] off = run(layout, values, layer.deviations(x, draws));
    assertEquals(DRAWS, off.length);
    for (int k = 0; k < OUT; k++) {
      double sum = 0;
      double squares = 0;
      for (double[] draw : off) {
        sum += draw[k];
        squares += draw[k] * draw[k] / DRAWS;
      }
      assertEquals(0, sum, 1e-6);
      assertEquals(variance[k], squares, 4 * variance[k] * Math.sqrt(2.0 / (DRAWS / 2.0)));
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void meansAreLeft(GaussianLayer layer) {
    ParameterLayout layout = new ParameterLayout(layer.parameters());
    float[] values = values(layer, layout);
    Input x = new Input("x", IN);
    double[] before = run(layout, values, layer.mean(x))[0];
    layer.leaveMeans(layout, values);
    assertArrayEquals(before, run(layout, values, layer.mean(x))[0]);
    for (double variance : run(layout, values, layer.variance(x))[0]) {
      assertTrue(variance < 1e-9, "variance " + variance);
    }
  }
}
