package org.lateo;

import java.nio.file.Path;
import java.util.Map;
import org.lateo.onnx.ExecutionProvider;
import org.lateo.onnx.SessionSettings;

/** The code of the page on serving, which need only compile: {@link ONNXVAETest} runs its like. */
@SuppressWarnings("UnusedVariable")
final class ServingSnippets {
  private ServingSnippets() {}

  static void batching(float[][] rows) {
    SessionSettings settings = SessionSettings.DEFAULT.batching(32, 200);
    try (ONNXVAE score = ONNXVAE.open(Path.of("score.onnx"), settings)) {
      Map<String, float[][]> outputs = score.run(rows);
    }
  }

  static void gpu(float[][] rows) {
    SessionSettings cuda = SessionSettings.DEFAULT.on(ExecutionProvider.CUDA);
    try (ONNXVAE score = ONNXVAE.open(Path.of("score.onnx"), cuda)) {
      Map<String, float[][]> outputs = score.run(rows);
    }
  }
}
