package org.lateo.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.graph.Input;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.math.BestBlas;
import org.lateo.onnx.HeadGraph;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.ONNXSession;
import org.lateo.onnx.SessionSettings;
import org.lateo.onnx.WeightPrecision;

/** A file counts as Java does, at the ends, at ties and at every score itself. */
final class PValueTest {
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
    CalibrationScores scores = new CalibrationScores(numbers, new double[0]);
    float[][] found = run(scores, values);
    for (int i = 0; i < values.length; i++) {
      assertEquals((float) scores.pValue(values[i][0]), found[i][0], "of " + values[i][0]);
    }
  }

  /** A score in double lies between floats: the next float above it counts it, no other does. */
  @Test
  void countsBetweenFloats() {
    double score = 0.1;
    float above = 0.1f;
    float below = Math.nextDown(above);
    assertTrue(below < score && score < above);
    CalibrationScores scores = new CalibrationScores(new double[] {-score, score}, new double[0]);
    float[][] values = {{below}, {above}, {-below}, {-above}};
    float[][] found = run(scores, values);
    for (int i = 0; i < values.length; i++) {
      assertEquals((float) scores.pValue(values[i][0]), found[i][0], "of " + values[i][0]);
    }
    for (double number : new double[] {score, -score, 1e300, -1e300, 0, 3, 1e-60}) {
      assertTrue(PValue.atLeast(number) >= number);
      assertTrue(Math.nextDown(PValue.atLeast(number)) < number);
    }
    assertEquals(Float.NEGATIVE_INFINITY, PValue.atLeast(Double.NEGATIVE_INFINITY));
  }

  private static float[][] run(CalibrationScores scores, float[]... values) {
    Input score = new Input("score", 1);
    byte[] model =
        ONNXExport.model(
                HeadGraph.of(score).with("p", new PValue(score, scores)),
                "score",
                new Parameters(new ParameterLayout(List.of()), new float[0], BestBlas.get()),
                "test",
                new ONNXMetadata("0.1", List.of("x"), null),
                WeightPrecision.SINGLE)
            .toByteArray();
    try (ONNXSession session = ONNXSession.open(model, SessionSettings.DEFAULT)) {
      return session.run(values).get("p");
    }
  }
}
