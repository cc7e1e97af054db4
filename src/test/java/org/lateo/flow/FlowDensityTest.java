package org.lateo.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.Sample;
import org.lateo.density.FlowKind;
import org.lateo.graph.RowSource;
import org.lateo.train.TrainedModel;

/** What a density is: it integrates to one, and comes near the best that there is. */
final class FlowDensityTest {
  /** Two moons, of other sizes in both columns. */
  private static float[][] moons(int count) {
    Random random = new Random(1);
    float[][] rows = new float[count][];
    for (int r = 0; r < count; r++) {
      double angle = Math.PI * random.nextDouble();
      int sign = r % 2 == 0 ? 1 : -1;
      double x = sign * (Math.cos(angle) - 0.5) + 0.2 * random.nextGaussian();
      double y = sign * (Math.sin(angle) - 0.25) + 0.2 * random.nextGaussian();
      rows[r] = new float[] {(float) (3 + 2 * x), (float) (-1 + 0.5 * y)};
    }
    return rows;
  }

  /** Over four scales round the mean, which hold all but what tails outside the box have. */
  @ParameterizedTest
  @EnumSource
  void integratesToOne(FlowKind kind) {
    FlowArchitecture shape =
        new FlowArchitecture(kind).withLayers(4, 16, 16).withBetween(true, kind == FlowKind.MAF);
    TrainedModel flow = Flows.fit(shape, moons(1000), 10, 50, 5e-3);
    int side = 400;
    double[] low = {-9, -5};
    double[] high = {15, 3};
    float[][] grid = new float[side * side][];
    for (int i = 0; i < grid.length; i++) {
      double u = (i % side + 0.5) / side;
      double v = (Math.floorDiv(i, side) + 0.5) / side;
      grid[i] =
          new float[] {
            (float) (low[0] + u * (high[0] - low[0])), (float) (low[1] + v * (high[1] - low[1]))
          };
    }
    double cell = (high[0] - low[0]) * (high[1] - low[1]) / grid.length;
    double sum = 0;
    for (double[] row : flow.values(DensityFlow.LOG_DENSITY, RowSource.of(grid), grid.length)) {
      sum += cell * Math.exp(row[0]);
    }
    assertEquals(1, sum, 1e-3);
    double before = mean(Flows.fit(shape, moons(1000), 1, 1000, 1e-9), moons(1000));
    assertTrue(mean(flow, moons(1000)) > before + 0.2, before + " nats at the start");
  }

  private static double mean(TrainedModel flow, float[][] rows) {
    return Arrays.stream(flow.values(DensityFlow.LOG_DENSITY, RowSource.of(rows), rows.length))
        .mapToDouble(row -> row[0])
        .average()
        .orElseThrow();
  }

  /** N(m, A A'), of which the log-density is known. */
  private static float[][] gaussian(double[][] factor, int count, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[count][factor.length];
    for (float[] row : rows) {
      double[] noise = random.doubles(factor.length).map(u -> random.nextGaussian()).toArray();
      for (int i = 0; i < row.length; i++) {
        double x = 10 * i;
        for (int j = 0; j < row.length; j++) {
          x += factor[i][j] * noise[j];
        }
        row[i] = (float) x;
      }
    }
    return rows;
  }

  /** The mean of log p - log q over fresh rows: an unbiased estimate of KL(p || q). */
  private static Sample divergence(TrainedModel flow, double[][] factor, int count) {
    RealMatrix inverse =
        new LUDecomposition(new Array2DRowRealMatrix(factor)).getSolver().getInverse();
    double logDeterminant =
        Math.log(Math.abs(new LUDecomposition(new Array2DRowRealMatrix(factor)).getDeterminant()));
    float[][] rows = gaussian(factor, count, 99);
    double[][] nats = flow.values(DensityFlow.LOG_DENSITY, RowSource.of(rows), count);
    Sample sample = new Sample();
    for (int r = 0; r < count; r++) {
      double[] centred = new double[factor.length];
      for (int i = 0; i < centred.length; i++) {
        centred[i] = rows[r][i] - 10 * i;
      }
      double squares = Arrays.stream(inverse.operate(centred)).map(z -> z * z).sum();
      double exact = -0.5 * (squares + factor.length * Math.log(2 * Math.PI)) - logDeterminant;
      sample.add(exact - nats[r][0]);
    }
    return sample;
  }

  @Test
  void mafReachesAGaussianOfFiveDimensions() {
    double[][] factor = new double[5][5];
    Random random = new Random(3);
    for (double[] side : factor) {
      for (int j = 0; j < side.length; j++) {
        side[j] = random.nextGaussian();
      }
    }
    FlowArchitecture maf = new FlowArchitecture(FlowKind.MAF).withLayers(1);
    TrainedModel flow = Flows.fit(maf, gaussian(factor, 50_000, 1), 10, 500, 0.02);
    Sample divergence = divergence(flow, factor, 20_000);
    assertTrue(divergence.mean() < 0.01, divergence.mean() + " nats off");
    assertTrue(divergence.standardError() < 0.002, "too coarse: " + divergence.standardError());
  }
}
