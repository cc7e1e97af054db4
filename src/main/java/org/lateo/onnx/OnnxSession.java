package org.lateo.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An ONNX model in ONNX Runtime: one input of rows, outputs of rows by name. Safe for concurrent
 * use; silent unless ONNX Runtime fails.
 */
public final class OnnxSession implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = environment();

  private final OrtSession session;
  private final String input;
  private final int columns;

  private OnnxSession(OrtSession session) throws OrtException {
    this.session = session;
    Map<String, NodeInfo> inputs = session.getInputInfo();
    long[] shape = {};
    if (inputs.size() == 1
        && inputs.values().iterator().next().getInfo() instanceof TensorInfo tensor) {
      shape = tensor.getShape();
    }
    if (shape.length != 2) {
      throw new IllegalArgumentException(
          "Expected a model with one input [batch, columns], found " + inputs);
    }
    this.input = inputs.keySet().iterator().next();
    this.columns = Math.toIntExact(shape[1]);
  }

  /** Another user's environment has another level; that we cannot lower it is no news to them. */
  private static OrtEnvironment environment() {
    Logger logger = Logger.getLogger(OrtEnvironment.class.getName());
    Level level = logger.getLevel();
    logger.setLevel(Level.SEVERE);
    try {
      return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    } finally {
      logger.setLevel(level);
    }
  }

  /**
   * Opens a model on the processor.
   *
   * @param model the bytes of an ONNX file
   * @param threads how many a call may use; 0 for one a core
   * @throws IllegalArgumentException if ONNX Runtime refuses the model, saying why
   */
  public static OnnxSession open(byte[] model, int threads) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.setIntraOpNumThreads(threads);
      return new OnnxSession(ENVIRONMENT.createSession(model, options));
    } catch (OrtException e) {
      throw new IllegalArgumentException("ONNX Runtime refuses the model: " + e.getMessage(), e);
    }
  }

  /**
   * Opens a file, with one thread a core.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if ONNX Runtime refuses the model, naming the file
   */
  public static OnnxSession open(Path path) {
    try {
      return open(Files.readAllBytes(path), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    }
  }

  /** The input's name. */
  public String input() {
    return input;
  }

  /** The input's columns. */
  public int columns() {
    return columns;
  }

  /** The metadata that the file carries, such as {@link OnnxMetadata#HEAD_FIELD}. */
  public Map<String, String> metadata() {
    try {
      return session.getMetadata().getCustomMetadata();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot read the metadata", e);
    }
  }

  /**
   * Runs the model.
   *
   * @param rows {@code [batch, columns]}, at least one row
   * @return the outputs by name, in order, {@code [batch, ...]} each
   * @throws IllegalArgumentException if there is no row or one of another length
   * @throws IllegalStateException if an output is not {@code [batch, columns]} of floats, or ONNX
   *     Runtime fails
   */
  public Map<String, float[][]> run(float[][] rows) {
    long[] shape = {rows.length, columns};
    try (OnnxTensor tensor = OnnxTensor.createTensor(ENVIRONMENT, flat(rows), shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      Map<String, float[][]> outputs = new LinkedHashMap<>();
      for (Map.Entry<String, OnnxValue> output : result) {
        outputs.put(output.getKey(), rows(output));
      }
      return outputs;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  private static float[][] rows(Map.Entry<String, OnnxValue> output) throws OrtException {
    if (output.getValue().getValue() instanceof float[][] rows) {
      return rows;
    }
    throw new IllegalStateException(
        "Expected outputs of floats [batch, columns], found "
            + output.getKey()
            + ": "
            + output.getValue().getInfo());
  }

  private FloatBuffer flat(float[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("Expected at least 1 row, found none");
    }
    FloatBuffer flat = FloatBuffer.allocate(Math.multiplyExact(rows.length, columns));
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].length != columns) {
        throw new IllegalArgumentException(
            String.format(
                "Expected %d values for %s, found %d in row %d",
                columns, input, rows[r].length, r));
      }
      flat.put(rows[r]);
    }
    return flat.flip();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot close the model", e);
    }
  }
}
