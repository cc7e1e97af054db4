package org.lateo.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.util.List;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Broadcast;
import org.lateo.latent.GaussianLogDensity;

/** Densities of values whose squares no float holds, and spreads that no float holds. */
final class FarValuesTest {
  private static final float LOCATION = 0.5f;
  private static final float LOG_SCALE = -1.5f;
  private static final float DEGREES = 3f;

  private static Parameter parameter(String name, float value) {
    return new Parameter(name, 1, 1, Initialiser.constant(value));
  }

  /** The closed formula and its derivatives, in double: location, log-scale, degrees. */
  private static double[] closed(double x) {
    double nu = DEGREES;
    double z = (x - LOCATION) / Math.exp(LOG_SCALE);
    double r = z * z / nu;
    double gammas = Gamma.logGamma((nu + 1) / 2) - Gamma.logGamma(nu / 2);
    double value = gammas - 0.5 * Math.log(nu * Math.PI) - LOG_SCALE - (nu + 1) / 2 * Math.log1p(r);
    double share = r / (1 + r);
    double digammas = Gamma.digamma((nu + 1) / 2) - Gamma.digamma(nu / 2) - 1 / nu;
    return new double[] {
      value,
      (nu + 1) * share / (x - LOCATION),
      (nu + 1) * share - 1,
      0.5 * (digammas + (nu + 1) / nu * share - Math.log1p(r))
    };
  }

  @ParameterizedTest
  @ValueSource(
      floats = {1e3f, 1e10f, -1e14f, 0x1p53f, 1e19f, -1e20f, 1e25f, 1e38f, 3.4e38f, -3.4e38f})
  void studentsTIsItsFormulaWhereverXIs(float value) {
    List<Parameter> parameters =
        List.of(
            parameter("location", LOCATION),
            parameter("logScale", LOG_SCALE),
            parameter("degrees", DEGREES));
    Input x = new Input("x", 1);
    List<Node> wide = parameters.stream().<Node>map(p -> new Broadcast(p, Rows.BATCH, 1)).toList();
    Node density = new StudentTLogDensity(x, wide.get(0), wide.get(1), wide.get(2));
    ParameterLayout layout = new ParameterLayout(parameters);
    Evaluation run = new Evaluation(layout, layout.initialise(1), 1, density);
    run.set(x, value).run();
    double[] expected = closed(value);
    assertEquals(expected[0], run.values(density)[0], 1e-5 * Math.abs(expected[0]));
    float[] gradient = run.gradient();
    for (int p = 0; p < 3; p++) {
      double tolerance = 1e-5 * Math.max(Math.abs(expected[1 + p]), p == 0 ? 0 : 1);
      assertEquals(
          expected[1 + p],
          gradient[layout.offset(parameters.get(p))],
          Math.max(tolerance, 1e-38),
          "parameter " + p);
    }
  }

  /**
   * Of a Gaussian they are what they are in floats: probability zero, and a number all the same.
   */
  @Test
  void aGaussianIsMinusInfinityThere() {
    Input x = new Input("x", 1);
    Input mean = new Input("mean", 1);
    Input logVariance = new Input("logVariance", 1);
    Node density = new GaussianLogDensity(x, mean, logVariance);
    Evaluation run = new Evaluation(new ParameterLayout(List.of()), new float[0], 3, density);
    run.set(x, 1e19f, 1e25f, -3.4e38f).set(mean, 0f).set(logVariance, 0f).run();
    assertEquals(-5e37, run.values(density)[0], 1e33);
    assertEquals(Float.NEGATIVE_INFINITY, run.values(density)[1]);
    assertEquals(Float.NEGATIVE_INFINITY, run.values(density)[2]);
  }

  private static ColumnSummary column(double min, double max, double deviation) {
    return Summaries.of("flow", min, 3, max, 5, 0, deviation * deviation, min, 3);
  }

  @Test
  void spreadsThatFloatsCannotHoldAreRefused() {
    for (Likelihood likelihood : List.of(new Gaussian(), new StudentT())) {
      assertRefused(
          () -> likelihood.learnScaling(List.of(column(-2e-42, 2e-42, 1e-42))),
          "standard deviation",
          "1.0E-42",
          "flow",
          "another unit");
      assertRefused(
          () -> likelihood.learnScaling(List.of(column(-3e38, 3e38, 1e38))), "range", "flow");
      assertTrue(likelihood.learnScaling(List.of(column(-1e-30, 1e-30, 1e-31))).scale()[0] > 0);
      assertEquals(1, likelihood.learnScaling(List.of(column(1e-42, 1e-42, 0))).scale()[0]);
    }
    assertRefused(
        () -> new LogNormal().learnScaling(List.of(column(1e-42, 1, 0.1))), "1.2e-38", "row 3");
  }
}
