package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.onnx.OnnxGraph;
import org.lateo.onnx.OnnxMetadata;
import org.lateo.onnx.OnnxSession;
import org.lateo.onnx.SessionSettings;

/** Counting in a graph is counting in Java, at the ends, at ties and at every number itself. */
final class SortedCountTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8, 9, 10, 99, 100, 101, 5000})
  void countsThoseThatAreNoLarger(int count) {
    Random random = new Random(count);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      // Some are equal, and the lowest minus infinity.
      numbers[i] = i % 50 == 1 ? Double.NEGATIVE_INFINITY : random.nextInt(2 * count) / 4.0;
    }
    Arrays.sort(numbers);
    float[][] values = new float[2 * count + 4][1];
    for (int i = 0; i < count; i++) {
      values[2 * i][0] = (float) numbers[i];
      values[2 * i + 1][0] = (float) numbers[i] - 0.125f;
    }
    values[2 * count][0] = Float.NEGATIVE_INFINITY;
    values[2 * count + 1][0] = -Float.MAX_VALUE;
    values[2 * count + 2][0] = Float.MAX_VALUE;
    values[2 * count + 3][0] = Float.POSITIVE_INFINITY;
    float[][] found = run(numbers, values);
    for (int i = 0; i < values.length; i++) {
      double expected = Ranking.place(numbers, values[i][0], true);
      assertEquals(expected, found[i][0], "of " + values[i][0]);
    }
  }

  private static float[][] run(double[] numbers, float[]... values) {
    OnnxGraph graph = OnnxGraph.of(1);
    graph.output("count", new SortedCount(numbers).write(graph.operations(), graph.rows()), 1);
    byte[] model = graph.finish("test", new OnnxMetadata("0.1", List.of("x"), null)).toByteArray();
    try (OnnxSession session = OnnxSession.open(model, SessionSettings.DEFAULT)) {
      return session.run(values).get("count");
    }
  }
}
