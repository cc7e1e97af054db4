package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.likelihood.Bernoulli;
import org.lateo.nn.Activation;
import org.lateo.objective.Models;

/** NaN in ONNX is what a missing value is in Java; that it counts the same is in the matrix. */
final class MissingValuesONNXTest {
  @TempDir Path folder;

  @Test
  void metadataNamesWhatMayBeMissing() {
    SmallModel model =
        SmallModel.of(
            Models.architecture(List.of(5), Activation.TANH, SmallModel.LATENT, new Bernoulli()),
            SmallModel.Form.GAPS);
    Path file = folder.resolve("gaps.onnx");
    ONNXExport.writeChecked(
        model.head(ONNXHead.ENCODER),
        model.java(ONNXHead.ENCODER),
        Comparison.PLAIN,
        model.rows(),
        file);
    try (ONNXSession session = ONNXSession.open(file, SessionSettings.DEFAULT)) {
      String names = session.metadata().get(ONNXMetadata.MISSING_FIELD);
      assertEquals("[\"f\\\"0\",\"f\\\"1\",\"f\\\"2\",\"f\\\"3\",\"f\\\"4\"]", names);
      float[] empty = model.rows()[6];
      assertTrue(Float.isNaN(empty[0]));
      assertTrue(Float.isFinite(session.run(new float[][] {empty}).get("mean")[0][0]));
      float[] other = {1, 1, 1, 1, 1, Float.NaN};
      assertTrue(Float.isNaN(session.run(new float[][] {other}).get("mean")[0][0]));
    }
  }
}
