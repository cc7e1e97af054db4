package org.lateo.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.lateo.Errors.assertRefused;
import static org.lateo.Errors.assertSays;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.Sample;
import org.lateo.density.FlowKind;
import org.lateo.graph.Evaluation;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameter;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Rows;
import org.lateo.graph.op.SumColumns;
import org.lateo.math.RandomStream;

/**
 * Flows as priors: what they start as, and that density and draws are those of one distribution.
 */
final class FlowPriorTest {
  private static final int ROWS = 200;
  private static final int SAMPLES = 20_000;

  /** Not asked by a flow. */
  private record Nobody() implements Prior.Recognition {
    @Override
    public int columns() {
      throw new IllegalStateException();
    }

    @Override
    public LatentDistribution given(Node rows) {
      throw new IllegalStateException();
    }
  }

  private static Prior.Learned prior(FlowKind kind, int latent) {
    return new FlowPrior(kind, 2, 6).connect(latent, new Nobody());
  }

  private static float[] gaussian(int count, long key) {
    float[] draws = new float[count];
    RandomStream.fillGaussian(key, draws, 0, count);
    return draws;
  }

  /** Its first values, or those plus noise. */
  private static float[] values(ParameterLayout layout, double deviation) {
    float[] values = layout.initialise(3);
    for (Parameter parameter : layout.parameters()) {
      int offset = layout.offset(parameter);
      float[] noise = gaussian(parameter.size(), parameter.name().hashCode());
      for (int i = 0; i < noise.length; i++) {
        values[offset + i] += (float) deviation * noise[i];
      }
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource
  void startsAsTheStandardNormal(FlowKind kind) {
    int latent = 3;
    Prior.Learned flow = prior(kind, latent);
    Input z = new Input("z", latent);
    Noise noise = new Noise(Prior.NOISE, Rows.BATCH, latent);
    Node found = flow.logDensity(z);
    Node expected =
        SumColumns.of(new StandardNormalPrior().connect(latent, new Nobody()).logDensity(z));
    Node drawn = flow.sample(noise);
    ParameterLayout layout = new ParameterLayout(flow.parameters());
    Evaluation run = new Evaluation(layout, values(layout, 0), ROWS, found, expected, drawn);
    float[] draws = gaussian(ROWS * latent, 2);
    run.set(z, gaussian(ROWS * latent, 1)).set(noise, draws).run();
    assertArrayEquals(run.values(expected), run.values(found), 1e-5f);
    assertArrayEquals(draws, run.values(drawn), 1e-5f);
  }

  /** So that a bound by samples is at first the one with the closed divergence. */
  @ParameterizedTest
  @EnumSource
  void sampledDivergenceIsAtFirstTheClosedOne(FlowKind kind) {
    int latent = 3;
    Prior.Learned flow = prior(kind, latent);
    DiagonalGaussian q =
        new DiagonalGaussian(new Input("mean", latent), new Input("logVariance", latent));
    Noise noise = new Noise("noise", Rows.BATCH.times(SAMPLES), latent);
    LatentDistribution.Sample drawn = q.sample(noise);
    Node logQ = SumColumns.of(drawn.logDensity());
    Node logP = flow.logDensity(drawn.z());
    Node closed =
        SumColumns.of(
            new StandardNormalPrior().connect(latent, new Nobody()).divergence(q).orElseThrow());
    ParameterLayout layout = new ParameterLayout(flow.parameters());
    Evaluation run = new Evaluation(layout, values(layout, 0), 1, logQ, logP, closed);
    run.set(q.mean(), 0f, -0.5f, 1f).set(q.logVariance(), -0.5f, 0.5f, -1f);
    run.set(noise, gaussian(SAMPLES * latent, 2)).run();
    Sample sample = new Sample();
    for (int i = 0; i < SAMPLES; i++) {
      sample.add((double) run.values(logQ)[i] - run.values(logP)[i]);
    }
    sample.assertMean(run.values(closed)[0]);
  }

  /** The mass and the moments of a density on a grid are those of draws. */
  @ParameterizedTest
  @EnumSource
  void drawsAndDensityGoTogether(FlowKind kind) {
    Prior.Learned flow = prior(kind, 2);
    Input z = new Input("z", 2);
    int side = 257;
    // Splines leave what is beyond 5 as it is, but have kinks; scales reach far, but are smooth.
    double step = kind.isSpline() ? 1.0 / 16 : 1.0 / 8;
    float[] grid = new float[2 * side * side];
    for (int i = 0; i < side * side; i++) {
      grid[2 * i] = (float) (step * (i / side - side / 2));
      grid[2 * i + 1] = (float) (step * (i % side - side / 2));
    }
    Noise noise = new Noise(Prior.NOISE, Rows.BATCH, 2);
    Node density = flow.logDensity(z);
    Node drawn = flow.sample(noise);
    ParameterLayout layout = new ParameterLayout(flow.parameters());
    float[] values = values(layout, 0.2);
    float[] nats =
        new Evaluation(layout, values, side * side, density).set(z, grid).run().values(density);
    float[] draws =
        new Evaluation(layout, values, SAMPLES, drawn)
            .set(noise, gaussian(2 * SAMPLES, 7))
            .run()
            .values(drawn);
    double mass = 0;
    for (float one : nats) {
      mass += step * step * Math.exp(one);
    }
    // A spline's density has kinks, so that the rule's error is of the step squared.
    assertEquals(1, mass, 1e-3);
    for (int[] powers : new int[][] {{1, 0}, {0, 1}, {2, 0}, {1, 1}, {0, 2}, {2, 1}}) {
      double moment = 0;
      for (int i = 0; i < nats.length; i++) {
        moment += step * step * Math.exp(nats[i]) * moment(grid, i, powers);
      }
      Sample sample = new Sample();
      for (int i = 0; i < SAMPLES; i++) {
        sample.add(moment(draws, i, powers));
      }
      sample.assertMean(moment);
    }
  }

  private static double moment(float[] rows, int row, int... powers) {
    return Math.pow(rows[2 * row], powers[0]) * Math.pow(rows[2 * row + 1], powers[1]);
  }

  @Test
  void refusesWhatCannotBe() {
    List<FlowKind> couplings = new ArrayList<>();
    for (FlowKind kind : FlowKind.values()) {
      if (kind.isAutoregressive()) {
        assertRefused(() -> prior(kind, 65), "couplings", "64", kind.toString(), "65");
      } else {
        prior(kind, 65);
        couplings.add(kind);
      }
    }
    assertEquals(2, couplings.size());
    assertSays(
        assertThrows(PropertyException.class, () -> new FlowPrior(FlowKind.MAF, 0)),
        "layers",
        "found 0");
    assertSays(
        assertThrows(PropertyException.class, () -> new FlowPrior(FlowKind.MAF, 1, 0)),
        "hidden",
        "found [0]");
  }
}
