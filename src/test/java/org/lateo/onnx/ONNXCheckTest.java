package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.ParameterLayout;
import org.lateo.graph.Parameters;
import org.lateo.graph.op.SumColumns;
import org.lateo.graph.op.WhereNumber;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.nn.Activation;

final class ONNXCheckTest {
  private static final SmallModel MODEL = SmallModel.bernoulli(Activation.TANH, 5);

  private static double check(Function<float[][], Map<String, float[][]>> java, float[][] rows) {
    return ONNXCheck.largestDifference(
        ONNXFile.of(MODEL.head(ONNXHead.ENCODER)), java, Comparison.PLAIN, rows);
  }

  private static String mismatch(Function<float[][], Map<String, float[][]>> java) {
    return assertThrows(ONNXMismatchException.class, () -> check(java, MODEL.rows())).getMessage();
  }

  /** Java's outputs with one number replaced, in rows whose first feature is {@code first}. */
  private static Map<String, float[][]> replaced(float[][] rows, float first, float value) {
    Map<String, float[][]> outputs = MODEL.java(ONNXHead.ENCODER).apply(rows);
    for (int r = 0; r < rows.length; r++) {
      if (rows[r][0] == first) {
        outputs.get("log_variance")[r][2] = value;
      }
    }
    return outputs;
  }

  @Test
  void oneWrongNumberIsFound() {
    float[][] rows = MODEL.rows();
    for (float wrong : new float[] {1e6f, Float.NaN, Float.POSITIVE_INFINITY}) {
      String message = mismatch(batch -> replaced(batch, rows[120][0], wrong));
      String start =
          "The exported model differs from Java, head encoder: output log_variance, row 120 (in a"
              + " batch of 100), column 2 is ";
      assertTrue(message.startsWith(start), message);
      assertTrue(message.contains(" in ONNX, " + wrong + " in Java"), message);
      assertTrue(message.endsWith(", above 1e-04"), message);
    }
  }

  @Test
  void corruptedParametersAreFound() {
    ONNXFile model = ONNXFile.of(MODEL.head(ONNXHead.ENCODER));
    SmallModel other = SmallModel.bernoulli(Activation.TANH, 5);
    other.parameters().values()[0] += 0.5f;
    other.parameters().upload(0, 1);
    ONNXMismatchException e =
        assertThrows(
            ONNXMismatchException.class,
            () ->
                ONNXCheck.largestDifference(
                    model, other.java(ONNXHead.ENCODER), Comparison.PLAIN, other.rows()));
    assertTrue(e.getMessage().contains("head encoder: output mean, row "), e.getMessage());
  }

  @Test
  void otherOutputsAreFound() {
    assertEquals(
        "The exported model differs from Java, head encoder: outputs [mean, log_variance] in ONNX,"
            + " [] in Java",
        mismatch(batch -> Map.of()));
    assertEquals(
        "The exported model differs from Java, head encoder: mean columns: 3 in ONNX, 2 in Java",
        mismatch(
            batch -> {
              Map<String, float[][]> outputs = MODEL.java(ONNXHead.ENCODER).apply(batch);
              outputs.put("mean", new float[batch.length][2]);
              return outputs;
            }));
    assertEquals(
        "The exported model differs from Java, head encoder: mean rows: 1 in ONNX, 2 in Java",
        mismatch(
            batch -> {
              Map<String, float[][]> outputs = MODEL.java(ONNXHead.ENCODER).apply(batch);
              outputs.put("mean", new float[batch.length + 1][3]);
              return outputs;
            }));
  }

  @Test
  void theLargestDifferenceIsReturned() {
    double small = check(MODEL.java(ONNXHead.ENCODER), MODEL.rows());
    assertTrue(small < 1e-5, () -> "found " + small);
    double larger =
        check(
            batch -> {
              Map<String, float[][]> outputs = MODEL.java(ONNXHead.ENCODER).apply(batch);
              outputs.get("mean")[0][0] += 5e-5f;
              return outputs;
            },
            MODEL.rows());
    assertTrue(larger > 2e-5 && larger < 6e-5, () -> "found " + larger);
  }

  /** A sum near zero of large parts may be off by more than its own size allows. */
  @Test
  void differencesAreRelativeToTheParts() {
    ONNXFile model = ONNXFile.of(MODEL.head(ONNXHead.ENCODER));
    Function<float[][], Map<String, float[][]>> java =
        rows -> {
          Map<String, float[][]> outputs = MODEL.java(ONNXHead.ENCODER).apply(rows);
          outputs.get("mean")[0][0] += 0.01f;
          return outputs;
        };
    Comparison large = Comparison.PLAIN.withScale(row -> 999);
    double difference = ONNXCheck.largestDifference(model, java, large, MODEL.rows());
    assertEquals(1e-5, difference, 1e-7);
    assertThrows(
        ONNXMismatchException.class,
        () -> ONNXCheck.largestDifference(model, java, Comparison.PLAIN, MODEL.rows()));
  }

  /** A column's own place and size decide, whatever its numbers are. */
  @Test
  void differencesAreMeasuredInUnitsOfColumns() {
    assertEquals(1e-5, inUnits(0, 1e6, 10f), 1e-7);
    assertEquals(1e-5, inUnits(0, 1e-6, 1e-11f), 1e-7);
    assertThrows(ONNXMismatchException.class, () -> inUnits(1, 0.1, 2e-5f), "far from 0 is near");
    assertThrows(ONNXMismatchException.class, () -> inUnits(0, 1e-6, 2e-10f));
    assertThrows(ONNXMismatchException.class, () -> inUnits(0, 1e6, 200f));
  }

  /** Last bits of a number far from its place are no difference, and more than these are one. */
  @Test
  void lastBitsAreNoDifference() {
    float far = 1e9f;
    ONNXFile model = same("far");
    Scaling units = new Scaling(new double[] {far}, new double[] {1});
    for (int bits : new int[] {10, 100}) {
      float[][] found = {{far + bits * Math.ulp(far)}};
      Executable check =
          () ->
              ONNXCheck.largestDifference(
                  model,
                  rows ->
                      Map.of(
                          "far",
                          Collections.nCopies(rows.length, found[0]).toArray(float[][]::new)),
                  Comparison.PLAIN.withUnits("far", units),
                  new float[][] {{far}});
      if (bits == 10) {
        assertDoesNotThrow(check);
      } else {
        assertThrows(ONNXMismatchException.class, check);
      }
    }
  }

  private static ONNXFile model(HeadGraph graph, ONNXMetadata metadata) {
    Parameters none = new Parameters(new ParameterLayout(List.of()), new float[0], BestBlas.get());
    return ONNXFile.of(
        ONNXExport.model(graph, ONNXHead.INPUT, none, "test", metadata, WeightPrecision.SINGLE));
  }

  /** A number in and the same out. */
  private static ONNXFile same(String output) {
    Input x = new Input("x", 1);
    HeadGraph graph = HeadGraph.of(x).with(output, new WhereNumber(x, 0f));
    return model(graph, new ONNXMetadata("0", List.of("f"), null));
  }

  /** The largest difference where Java's first number is the file's and so much more. */
  private static double inUnits(double place, double size, float more) {
    ONNXFile model = same("same");
    float[][] row = {{(float) place}};
    return ONNXCheck.largestDifference(
        model,
        rows ->
            Map.of(
                "same",
                Collections.nCopies(rows.length, new float[] {row[0][0] + more})
                    .toArray(float[][]::new)),
        Comparison.PLAIN.withUnits("same", new Scaling(new double[] {place}, new double[] {size})),
        row);
  }

  /** Where the number it follows from is near a jump, either side will do, and nowhere else. */
  @Test
  void anAlarmMayDifferAtItsThresholdOnly() {
    Comparison.Step alarm = new Comparison.Step("score", score -> score < 0 ? 1 : 0);
    assertTrue(alarm.allows(1, -0.01, 0.02));
    assertTrue(alarm.allows(0, -0.01, 0.02));
    assertTrue(alarm.allows(1, -0.03, 0.02));
    assertFalse(alarm.allows(0, -0.03, 0.02));
    assertFalse(alarm.allows(1, 0.03, 0.02));
    assertFalse(alarm.allows(0.5, 0.03, 0.02));
    assertFalse(alarm.allows(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    assertFalse(alarm.allows(Double.NaN, -0.01, 0.02));
  }

  @Test
  void aWrongAlarmIsNamed() {
    Input x = new Input("x", SmallModel.COLUMNS);
    Node sum = SumColumns.of(x);
    HeadGraph graph = HeadGraph.of(x).with("score", sum).with("alarm", new WhereNumber(sum, 0f));
    ONNXFile model = model(graph, SmallModel.metadata());
    Function<float[][], Map<String, float[][]>> java =
        rows -> Map.of("score", new float[rows.length][1], "alarm", new float[rows.length][1]);
    Comparison comparison =
        Comparison.PLAIN.withStep("alarm", new Comparison.Step("score", score -> score + 1));
    ONNXMismatchException wrong =
        assertThrows(
            ONNXMismatchException.class,
            () ->
                ONNXCheck.largestDifference(
                    model, java, comparison, new float[1][SmallModel.COLUMNS]));
    assertSays(wrong, "output alarm, row 0", "0.0 in ONNX, where score is 0.0 in Java");
  }

  @Test
  void manyDrawsAreCheckedInSmallBatches() {
    assertEquals(100, MODEL.largestBatch(2));
    assertEquals(69, MODEL.largestBatch(10_000));
    assertEquals(7, MODEL.largestBatch(1_000_000));
  }

  @Test
  void rowsAreNeeded() {
    IllegalArgumentException none =
        assertThrows(
            IllegalArgumentException.class,
            () -> check(MODEL.java(ONNXHead.ENCODER), new float[0][]));
    assertEquals("Expected rows to check the ONNX model with, found none", none.getMessage());
    IllegalArgumentException narrow =
        assertThrows(
            IllegalArgumentException.class,
            () -> check(MODEL.java(ONNXHead.ENCODER), new float[1][2]));
    assertEquals("Expected 6 values for input, found 2 in row 0", narrow.getMessage());
  }

  @Test
  void whatIsNoModelIsRefused(@TempDir Path folder) throws IOException {
    byte[] text = "no model".getBytes(StandardCharsets.UTF_8);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> ONNXSession.open(text, SessionSettings.DEFAULT));
    assertTrue(e.getMessage().startsWith("Expected an ONNX file, found none: "), e.getMessage());
    byte[] empty = new byte[0];
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> ONNXSession.open(empty, SessionSettings.DEFAULT));
    assertTrue(
        refused.getMessage().startsWith("ONNX Runtime refuses the model: "), refused.getMessage());
    Path path = Files.write(folder.resolve("text.onnx"), text);
    IllegalArgumentException named =
        assertThrows(
            IllegalArgumentException.class, () -> ONNXSession.open(path, SessionSettings.DEFAULT));
    assertEquals(path + ": " + e.getMessage(), named.getMessage());
  }
}
