package org.lateo.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
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

  static Stream<FlowArchitecture> kinds() {
    return Stream.of(FlowKind.values())
        .map(kind -> new FlowArchitecture(kind).withLayers(4, 16, 16));
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
      double v = (i / side + 0.5) / side;
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
}
