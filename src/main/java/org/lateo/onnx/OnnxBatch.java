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
import java.util.Set;

/**
 * The memory of calls with up to so many rows, used again by later calls: nothing is copied but the
 * rows themselves. One caller at a time.
 */
final class OnnxBatch implements AutoCloseable {
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
  OnnxBatch(
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
}
