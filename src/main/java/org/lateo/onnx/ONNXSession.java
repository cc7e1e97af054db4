package org.lateo.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An ONNX model in ONNX Runtime, with one input of rows and outputs of rows by name. Safe for
 * concurrent use; logs only errors of ONNX Runtime. Closing a session waits for its running calls.
 *
 * <p>A program that ends by {@code System.exit} or a signal should close its sessions first: ONNX
 * Runtime frees its environment in a shutdown hook, and a running call then crashes the JVM.
 */
public final class ONNXSession implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = environment();

  private final OrtSession session;
  private final String input;
  private final int columns;
  private final Map<String, Integer> outputs = new LinkedHashMap<>();
  private final ONNXBatch.Pool batches;
  private final ReadWriteLock open = new ReentrantReadWriteLock();
  private final RowBatcher batcher;
  private boolean closed;

  private ONNXSession(OrtSession session, SessionSettings.Batching batching) throws OrtException {
    this.session = session;
    this.batcher = new RowBatcher(batching, this::runNow);
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "Expected a model with one input [batch, columns], found " + inputs.values());
    }
    NodeInfo only = inputs.values().iterator().next();
    this.input = only.getName();
    this.columns = columns(only, "a model with one input");
    for (NodeInfo output : session.getOutputInfo().values()) {
      outputs.put(output.getName(), columns(output, "outputs of floats"));
    }
    this.batches =
        new ONNXBatch.Pool(rows -> new ONNXBatch(ENVIRONMENT, input, columns, outputs, rows));
  }

  private static int columns(NodeInfo value, String expected) {
    if (value.getInfo() instanceof TensorInfo tensor
        && tensor.type == OnnxJavaType.FLOAT
        && tensor.getShape().length == 2
        && tensor.getShape()[1] > 0
        && tensor.getShape()[1] <= Integer.MAX_VALUE) {
      return (int) tensor.getShape()[1];
    }
    throw new IllegalArgumentException(
        "Expected " + expected + " [batch, columns], found " + value);
  }

  /** Silences ONNX Runtime's warning that another user made the environment, with another level. */
  private static OrtEnvironment environment() {
    Logger ortLogger = Logger.getLogger(OrtEnvironment.class.getName());
    Level level = ortLogger.getLevel();
    ortLogger.setLevel(Level.SEVERE);
    try {
      return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    } finally {
      ortLogger.setLevel(level);
    }
  }

  /**
   * Opens a model.
   *
   * @param model the bytes of an ONNX file
   * @throws IllegalArgumentException if ONNX Runtime refuses the model, saying why, or if the
   *     model's input and outputs are not rows of floats
   * @throws UnsupportedOperationException if the provider is not available, saying why
   */
  public static ONNXSession open(byte[] model, SessionSettings settings) {
    return open(ONNXFile.of(ONNXFile.parse(model)), settings);
  }

  /** As above, for a model whose weights may be in a second file. */
  public static ONNXSession open(ONNXFile file, SessionSettings settings) {
    try (OrtSession.SessionOptions options = settings.options();
        ONNXWeights weights = new ONNXWeights(ENVIRONMENT, file)) {
      weights.addTo(options);
      OrtSession session = ENVIRONMENT.createSession(file.model().toByteArray(), options);
      try {
        return new ONNXSession(session, settings.batching());
      } catch (IllegalArgumentException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new IllegalArgumentException("ONNX Runtime refuses the model: " + e.getMessage(), e);
    }
  }

  /**
   * Opens a file.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException as {@link #open(byte[], SessionSettings)}, naming the file
   */
  public static ONNXSession open(Path path, SessionSettings settings) {
    try {
      return open(ONNXFile.read(path), settings);
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

  /** The number of columns of the input. */
  public int columns() {
    return columns;
  }

  /** The names of the outputs in order, each with its number of columns. */
  public Map<String, Integer> outputs() {
    return Collections.unmodifiableMap(outputs);
  }

  /** The metadata of the file, such as {@link ONNXMetadata#HEAD_FIELD}. */
  public Map<String, String> metadata() {
    try {
      return session.getMetadata().getCustomMetadata();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot read the metadata", e);
    }
  }

  /**
   * Runs the model, together with the rows of other callers if {@link SessionSettings#batching}
   * says so.
   *
   * @param rows {@code [batch, columns]}, at least one row
   * @return the outputs by name, in order, {@code [batch, columns]} each
   * @throws IllegalArgumentException if there is no row, or if a row is null or of another length
   * @throws IllegalStateException if ONNX Runtime fails, or if this session is closed
   */
  public Map<String, float[][]> run(float[][] rows) {
    requireSome(rows == null ? 0 : rows.length);
    requireLengths(rows);
    open.readLock().lock();
    try {
      requireOpen();
      return batcher.run(rows);
    } finally {
      open.readLock().unlock();
    }
  }

  private Map<String, float[][]> runNow(float[][] rows) {
    Map<String, float[][]> results = new LinkedHashMap<>();
    run(
        rows.length,
        into -> {
          for (float[] row : rows) {
            into.put(row);
          }
        },
        batch -> outputs.forEach((name, width) -> results.put(name, rows(batch, name, width))));
    return results;
  }

  private static float[][] rows(ONNXBatch batch, String output, int width) {
    FloatBuffer values = batch.result(output);
    float[][] rows = new float[values.remaining() / width][width];
    for (float[] row : rows) {
      values.get(row);
    }
    return rows;
  }

  private void requireLengths(float[][] rows) {
    for (int r = 0; r < rows.length; r++) {
      if (rows[r] == null || rows[r].length != columns) {
        throw new IllegalArgumentException(
            String.format(
                "Expected %d values for %s, found %s in row %d",
                columns, input, rows[r] == null ? "null" : rows[r].length, r));
      }
    }
  }

  /**
   * Runs the model on rows in one buffer, never together with rows of other callers.
   *
   * @param rows {@code [batch, columns]}, at least one row, from position to limit, which stay
   * @return copies of the outputs by name, in order, {@code [batch, columns]} each
   * @throws IllegalArgumentException if the buffer does not hold a whole number of rows
   * @throws IllegalStateException as {@link #run(float[][])}
   */
  public Map<String, FloatBuffer> run(FloatBuffer rows) {
    if (rows.remaining() % columns != 0) {
      throw new IllegalArgumentException(
          String.format(
              "Expected rows of %d values for %s, found %d values",
              columns, input, rows.remaining()));
    }
    Map<String, FloatBuffer> results = new LinkedHashMap<>();
    run(
        rows.remaining() / columns,
        into -> into.put(rows.duplicate()),
        batch -> outputs.keySet().forEach(name -> results.put(name, copy(batch.result(name)))));
    return results;
  }

  private static FloatBuffer copy(FloatBuffer values) {
    return FloatBuffer.allocate(values.remaining()).put(values).flip();
  }

  private void run(int rows, Consumer<FloatBuffer> fill, Consumer<ONNXBatch> read) {
    requireSome(rows);
    open.readLock().lock();
    try {
      requireOpen();
      ONNXBatch batch = batches.take(rows);
      boolean done = false;
      try {
        fill.accept(batch.rows());
        batch.run(session);
        read.accept(batch);
        done = true;
      } finally {
        batches.giveBack(rows, batch, done);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    } finally {
      open.readLock().unlock();
    }
  }

  private static void requireSome(int rows) {
    if (rows == 0) {
      throw new IllegalArgumentException("Expected at least 1 row, found none");
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("Expected an open model, found a closed one");
    }
  }

  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        batches.close();
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot close the model", e);
    } finally {
      open.writeLock().unlock();
    }
  }
}
