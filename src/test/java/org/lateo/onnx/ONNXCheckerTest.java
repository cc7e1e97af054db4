package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ONNX's own checker reads every file of the matrix, and weights beside a model; skipped where no
 * Python has it.
 */
final class ONNXCheckerTest {
  private static final String SCRIPT = "src/test/python/onnx_check.py";

  @TempDir Path folder;

  private static Optional<String> pythonWithOnnx() {
    return Stream.of("python3", "/usr/bin/python3")
        .filter(python -> run(List.of(python, "-c", "import onnx")).equals(""))
        .findFirst();
  }

  /** What a command prints, or why it failed. */
  private static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] printed = process.getInputStream().readAllBytes();
      int status = process.waitFor();
      String text = new String(printed, StandardCharsets.UTF_8).strip();
      return status == 0 ? text : "exit status " + status + ": " + text;
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e.toString();
    }
  }

  @Test
  void everyHeadIsValid() throws IOException {
    Optional<String> python = pythonWithOnnx();
    assumeTrue(python.isPresent(), "no python3 with the package onnx");
    int written = ONNXMatrixFiles.write(folder);
    String printed = run(List.of(python.get(), SCRIPT, folder.toString()));
    assertEquals(Integer.toString(written), printed);
  }
}
