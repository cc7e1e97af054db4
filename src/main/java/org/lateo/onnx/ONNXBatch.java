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

/**
 * The memory of calls with up to so many rows, used again by later calls: nothing is copied but the
 * rows themselves. One caller at a time.
 */
final class ONNXBatch implements AutoCloseable {
  private final OrtEnvironment environment;
  private final String input;
  private final int columns;
  private final Map<String, Integer> widths;
  private final FloatBuffer rows;
  private final Map<String, FloatBuffer> results = new LinkedHashMap<>();

  /** The first rows of that memory, as ONNX Runtime sees them, and their number. */
  private OnnxTensor features;

  private final Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
  private int size;

  /**
   * @param widths the columns of each output
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

  /** Makes it one of so many rows, at most its capacity. */
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

  /** Where the rows go in, {@code [size, columns]}, from position 0. */
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

  /** Memory of calls that are over, for calls to come. */
  static final class Pool {
    /** Calls of up to so many rows share memory with others of up to the next power of two. */
    private static final int SHARED = 1024;

    /** Memory is kept for so many sizes, the eleven shared ones among them. */
    private static final int SIZES_KEPT = 16;

    /** And for so many calls of one size at a time. */
    private static final int KEPT = 2 * Runtime.getRuntime().availableProcessors();

    private final OrtEnvironment environment;
    private final String input;
    private final int columns;
    private final Map<String, Integer> widths;
    private final Map<Integer, Queue<ONNXBatch>> idle = new ConcurrentHashMap<>();

    Pool(OrtEnvironment environment, String input, int columns, Map<String, Integer> widths) {
      this.environment = environment;
      this.input = input;
      this.columns = columns;
      this.widths = widths;
    }

    ONNXBatch take(int rows) throws OrtException {
      int capacity = capacity(rows);
      Queue<ONNXBatch> known = idle.get(capacity);
      ONNXBatch kept = known == null ? null : known.poll();
      ONNXBatch batch =
          kept == null ? new ONNXBatch(environment, input, columns, widths, capacity) : kept;
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

    /** A burst of callers must not hold memory for ever. */
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
