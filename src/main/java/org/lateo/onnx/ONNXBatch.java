package org.lateo.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;

/**
 * Native memory of a call's rows and outputs, which later calls use again, so that ONNX Runtime
 * copies neither. Used by one caller at a time.
 */
final class ONNXBatch implements AutoCloseable {
  private final OrtEnvironment environment;
  private final String input;
  private final int columns;
  private final Map<String, Integer> widths;
  private final FloatBuffer rows;
  private final Map<String, FloatBuffer> results = new LinkedHashMap<>();

  /** The first {@code size} rows of that memory as a tensor; null before the first call. */
  private OnnxTensor features;

  private final Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
  private int size;

  /**
   * @param widths the number of columns of each output
   * @param capacity the most rows
   */
  ONNXBatch(
      OrtEnvironment environment,
      String input,
      int columns,
      Map<String, Integer> widths,
      int capacity) {
    this.environment = environment;
    this.input = input;
    this.columns = columns;
    this.widths = widths;
    this.rows = allocate(capacity, columns);
    widths.forEach((output, width) -> results.put(output, allocate(capacity, width)));
  }

  private static FloatBuffer allocate(int rows, int columns) {
    int bytes = Math.multiplyExact(Math.multiplyExact(rows, columns), Float.BYTES);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Sets the number of rows, at most the capacity. */
  void resize(int count) throws OrtException {
    if (count == size) {
      return;
    }
    close();
    features = tensor(rows, count, columns);
    for (Map.Entry<String, Integer> output : widths.entrySet()) {
      String name = output.getKey();
      pinned.put(name, tensor(results.get(name), count, output.getValue()));
    }
    size = count;
  }

  private OnnxTensor tensor(FloatBuffer values, int count, int width) throws OrtException {
    FloatBuffer first = values.duplicate().clear().limit(count * width);
    return OnnxTensor.createTensor(environment, first, new long[] {count, width});
  }

  /** The memory of the rows, {@code [size, columns]}, from position 0. */
  FloatBuffer rows() {
    return rows.clear().limit(size * columns);
  }

  void run(OrtSession session) throws OrtException {
    session.run(Map.of(input, features), Set.of(), pinned).close();
  }

  /** An output, {@code [size, columns]}, from position 0. */
  FloatBuffer result(String output) {
    return results.get(output).clear().limit(size * widths.get(output));
  }

  @Override
  public void close() {
    if (features != null) {
      features.close();
    }
    pinned.values().forEach(OnnxTensor::close);
    features = null;
    pinned.clear();
    size = 0;
  }

  /** Batches of calls that are over, for later calls. */
  static final class Pool {
    /** Up to this many rows, a batch has the next power of two as capacity. */
    private static final int SHARED = 1024;

    /** The most capacities of which batches are kept; eleven are powers of two. */
    private static final int SIZES_KEPT = 16;

    /** The most batches of one capacity that are kept. */
    private static final int KEPT = 2 * Runtime.getRuntime().availableProcessors();

    private final IntFunction<ONNXBatch> allocate;
    private final Map<Integer, Queue<ONNXBatch>> idle = new ConcurrentHashMap<>();

    /**
     * @param allocate makes a batch of a capacity
     */
    Pool(IntFunction<ONNXBatch> allocate) {
      this.allocate = allocate;
    }

    ONNXBatch take(int rows) throws OrtException {
      int capacity = capacity(rows);
      Queue<ONNXBatch> known = idle.get(capacity);
      ONNXBatch kept = known == null ? null : known.poll();
      ONNXBatch batch = kept == null ? allocate.apply(capacity) : kept;
      batch.resize(rows);
      return batch;
    }

    private static int capacity(int rows) {
      return rows > SHARED ? rows : Integer.highestOneBit(2 * rows - 1);
    }

    void giveBack(int rows, ONNXBatch batch, boolean intact) {
      if (!intact || !keep(capacity(rows), batch)) {
        batch.close();
      }
    }

    /** Keeps a batch unless there are too many already, as after a burst of callers. */
    private boolean keep(int capacity, ONNXBatch batch) {
      if (idle.size() >= SIZES_KEPT && !idle.containsKey(capacity)) {
        return false;
      }
      Queue<ONNXBatch> kept = idle.computeIfAbsent(capacity, n -> new ConcurrentLinkedQueue<>());
      return kept.size() < KEPT && kept.add(batch);
    }

    void close() {
      idle.values().forEach(batches -> batches.forEach(ONNXBatch::close));
    }
  }
}
