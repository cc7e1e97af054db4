package org.lateo.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.data.Split;
import org.lateo.density.FlowKind;
import org.lateo.graph.Evaluation;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.RowSource;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Architecture;
import org.lateo.model.Definition;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;
import org.lateo.train.RowStarts;
import org.lateo.train.TrainedModel;

/** What holds to the last bit, or to rounding: no statistics. */
final class FlowExactnessTest {
  private static final int COLUMNS = 5;

  private static float[][] rows(int count) {
    Random random = new Random(2);
    float[][] rows = new float[count][COLUMNS];
    for (float[] row : rows) {
      double last = random.nextGaussian();
      for (int c = 0; c < COLUMNS; c++) {
        last = 0.6 * last + Math.sin(2 * last) + random.nextGaussian();
        row[c] = (float) last;
      }
    }
    return rows;
  }

  private static TrainedModel fit(FlowArchitecture shape, float[][] rows) {
    return Flows.fit(shape, rows, 3, 50, 5e-3);
  }

  /** Two values of a column change z of that column and those after it, and nothing else. */
  @ParameterizedTest
  @EnumSource(names = {"MAF", "SPLINE_AUTOREGRESSIVE"})
  void laterColumnsDoNotMatter(FlowKind kind) {
    FlowArchitecture shape =
        new FlowArchitecture(kind)
            .withLayers(3, 4, 16)
            .withOrder(true)
            .withStart(Activation.TANH, WeightInitialiser.GLOROT, 1);
    TrainedModel flow = fit(shape, rows(200));
    int changes = 0;
    for (int c = 0; c < COLUMNS; c++) {
      float[][] two = {rows(7)[6], rows(7)[6].clone()};
      two[1][c] += 0.5f;
      for (String output : List.of(DensityFlow.Z, DensityFlow.FEATURE_NATS)) {
        double[][] values = flow.values(output, RowSource.of(two), 2);
        for (int i = 0; i < c; i++) {
          assertEquals(values[0][i], values[1][i], output + " " + i + " by " + c);
        }
        for (int i = c; i < COLUMNS; i++) {
          changes += values[0][i] != values[1][i] ? 1 : 0;
        }
      }
    }
    assertEquals(2 * COLUMNS * (COLUMNS + 1) / 2, changes, "every earlier column counts");
  }

  /** The parts of columns sum to the whole, and are densities of one number given the others. */
  @Test
  void theChainRuleHolds() {
    FlowArchitecture shape =
        new FlowArchitecture(FlowKind.SPLINE_AUTOREGRESSIVE)
            .withLayers(2, 16)
            .withOrder(true, 3, 1, 4, 0, 2);
    TrainedModel flow = fit(shape, rows(200));
    float[] row = rows(9)[8];
    for (int c = 0; c < COLUMNS; c++) {
      float[][] line = new float[4000][];
      for (int i = 0; i < line.length; i++) {
        line[i] = row.clone();
        line[i][c] = -30 + 60 * (i + 0.5f) / line.length;
      }
      double sum = 0;
      for (double[] nats : flow.values(DensityFlow.FEATURE_NATS, RowSource.of(line), 4000)) {
        sum += Math.exp(nats[c]) * 60 / line.length;
      }
      assertEquals(1, sum, 1e-3, "column " + c);
    }
    double[] parts = flow.values(DensityFlow.FEATURE_NATS, RowSource.of(row), 1)[0];
    double whole = flow.values(DensityFlow.LOG_DENSITY, RowSource.of(row), 1)[0][0];
    assertEquals(whole, Arrays.stream(parts).sum(), 1e-5 * (1 + Math.abs(whole)));
  }

  /**
   * Before training, a flow is its scaling: z is the standardised row, and its density Gaussian.
   */
  @ParameterizedTest
  @EnumSource
  void beginsAsTheIdentity(FlowKind kind) {
    FlowArchitecture shape =
        new FlowArchitecture(kind).withLayers(3, 16).withBetween(false, kind == FlowKind.MAF);
    double[] shift = {0, 1, 2, 3, 4};
    double[] scale = {1, 2, 0.5, 3, 1};
    Scaling scaling = new Scaling(shift, scale);
    DensityFlow flow = shape.connect(scaling, false, MissingColumns.none(COLUMNS));
    float[] values = flow.layout().initialise(1);
    TrainedModel start =
        new TrainedModel(new Definition<Architecture>(shape, scaling, false, values, 1));
    float[][] rows = rows(50);
    double[][] z = start.values(DensityFlow.Z, RowSource.of(rows), 50);
    double[][] nats = start.values(DensityFlow.LOG_DENSITY, RowSource.of(rows), 50);
    for (int r = 0; r < rows.length; r++) {
      double expected = 0;
      for (int c = 0; c < COLUMNS; c++) {
        double standard = (rows[r][c] - shift[c]) / scale[c];
        assertEquals(standard, z[r][c], 1e-5 * (1 + Math.abs(standard)));
        expected += -0.5 * (standard * standard + Math.log(2 * Math.PI)) - Math.log(scale[c]);
      }
      assertEquals(expected, nats[r][0], 1e-5 * (1 + Math.abs(expected)));
    }
  }

  /** Columns in another order, which the flow takes in their old one. */
  @ParameterizedTest
  @EnumSource
  void permutedColumnsGiveTheSameBits(FlowKind kind) {
    int[] places = {3, 0, 4, 2, 1};
    float[][] rows = rows(200);
    float[][] moved = new float[rows.length][COLUMNS];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        moved[r][places[c]] = rows[r][c];
      }
    }
    FlowArchitecture shape = new FlowArchitecture(kind).withLayers(3, 16).withBetween(true, false);
    TrainedModel flow = fit(shape, rows);
    TrainedModel same = fit(shape.withOrder(false, places), moved);
    assertArrayEquals(
        flow.values(DensityFlow.LOG_DENSITY, RowSource.of(rows), 200),
        same.values(DensityFlow.LOG_DENSITY, RowSource.of(moved), 200));
    double[][] z = flow.values(DensityFlow.Z, RowSource.of(rows), 200);
    double[][] movedZ = same.values(DensityFlow.Z, RowSource.of(moved), 200);
    for (int c = 0; c < COLUMNS; c++) {
      assertEquals(z[17][c], movedZ[17][places[c]]);
    }
    assertNotEquals(
        flow.values(DensityFlow.LOG_DENSITY, RowSource.of(rows), 1)[0][0],
        fit(shape, moved).values(DensityFlow.LOG_DENSITY, RowSource.of(moved), 1)[0][0],
        "the order counts");
  }

  /** Each data-initialised affine map gives its rows mean 0 and variance 1. */
  @Test
  void normsStartFromRows() {
    FlowArchitecture shape =
        new FlowArchitecture(FlowKind.MAF)
            .withLayers(3, 16)
            .withBetween(true, false)
            .withScaling(FlowScaling.NONE, 0.1);
    DensityFlow flow = shape.connect(Scaling.none(COLUMNS), false, MissingColumns.none(COLUMNS));
    ParameterLayout layout = flow.layout();
    float[] values = layout.initialise(1);
    float[][] rows = rows(300);
    for (int r = 0; r < rows.length; r++) {
      rows[r][1] = 100 + 7 * rows[r][1];
    }
    RowStarts.start(flow, layout, values, Flows.table(rows), Split.of(300, 0, 1));
    Evaluation run = new Evaluation(layout, values, 300, flow.outputs().get(DensityFlow.Z));
    float[] flat = new float[300 * COLUMNS];
    IntStream.range(0, flat.length).forEach(i -> flat[i] = rows[i / COLUMNS][i % COLUMNS]);
    float[] z = run.set(flow.features(), flat).run().values(run.root());
    for (int c = 0; c < COLUMNS; c++) {
      double sum = 0;
      double squares = 0;
      for (int r = 0; r < 300; r++) {
        sum += z[r * COLUMNS + c];
        squares += z[r * COLUMNS + c] * z[r * COLUMNS + c];
      }
      assertEquals(0, sum / 300, 1e-4);
      assertEquals(1, squares / 300, 1e-3);
    }
  }

  /** Kolmogorov's and Smirnov's distance between z and N(0, 1), for one column of two humps. */
  @Test
  void oneColumnBecomesNormal() {
    Random random = new Random(5);
    float[][] rows = new float[4000][1];
    for (float[] row : rows) {
      row[0] = (float) ((random.nextBoolean() ? 3 : -2) + 0.7 * random.nextGaussian());
    }
    TrainedModel flow =
        Flows.fit(new FlowArchitecture(FlowKind.SPLINE_COUPLING), rows, 15, 200, 0.01);
    double[] z =
        Arrays.stream(flow.values(DensityFlow.Z, RowSource.of(rows), rows.length))
            .mapToDouble(row -> row[0])
            .sorted()
            .toArray();
    double distance = 0;
    for (int i = 0; i < z.length; i++) {
      double normal = 0.5 * Erf.erfc(-z[i] / Math.sqrt(2));
      distance = Math.max(distance, Math.abs(normal - (i + 0.5) / z.length));
    }
    // The 99 % quantile for 4,000 draws of N(0, 1) itself.
    assertTrue(distance < 1.63 / Math.sqrt(z.length), "distance " + distance);
  }

  @Test
  void saysWhyItCannotBeMade() {
    FlowArchitecture shape = new FlowArchitecture();
    String missing =
        assertThrows(
                IllegalArgumentException.class,
                () -> shape.connect(Scaling.none(2), false, new MissingColumns(List.of(1, 0))))
            .getMessage();
    assertTrue(missing.contains("no density of a part of a row"), missing);
    assertThrows(
        IllegalArgumentException.class,
        () -> shape.withOrder(false, 0, 1).connect(Scaling.none(3), false, MissingColumns.none(3)));
    assertThrows(IllegalArgumentException.class, () -> shape.withSplines(1, 5));
    assertThrows(IllegalArgumentException.class, () -> shape.withOrder(true));
  }
}
