package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.likelihood.Gaussian;
import org.lateo.nn.Activation;
import org.tribuo.util.onnx.ONNXContext;

/** A Tribuo model that continues the encoder in one graph. */
final class PipelineTest {
  @TempDir Path folder;

  @Test
  void aLinearModelContinuesTheEncoder() {
    SmallModel model = SmallModel.of(new Gaussian(), Activation.TANH, 5);
    CodeClassifier classifier = CodeClassifier.logistic(SmallModel.LATENT);
    ModelProto pipeline = classifier.after(model);
    assertEquals(
        List.of("Sub", "Gemm", "Tanh", "Gemm", "Gemm", "Softmax"), SmallModel.operators(pipeline));
    assertEquals(1, pipeline.getOpsetImportCount());
    Path path = folder.resolve("pipeline.onnx");
    double difference =
        ONNXExport.writeChecked(
            pipeline, rows -> classifier.scores(model, rows), Comparison.PLAIN, model.rows(), path);
    assertTrue(difference < 1e-5, () -> "found " + difference);
    try (ONNXSession session = ONNXSession.open(path, SessionSettings.DEFAULT)) {
      assertEquals(ONNXHead.PIPELINE, session.metadata().get(ONNXMetadata.HEAD_FIELD));
    }
  }

  @Test
  void featureNamesAreCounted() {
    ONNXContext context = new ONNXContext();
    context.floatInput("input", 4).assignTo(context.floatOutput("output", 4));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ONNXExport.finish(context, ONNXHead.PIPELINE, SmallModel.metadata()));
    assertEquals("Expected 4 feature names, found 6", e.getMessage());
  }
}
