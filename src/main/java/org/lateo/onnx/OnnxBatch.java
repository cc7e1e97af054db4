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
 * The memory of a call with so many rows, used again by later calls: nothing is copied but the rows
 * themselves. One caller at a time.
 */
final class OnnxBatch implements AutoCloseable {
  private final String input;
  private final FloatBuffer rows;
  private final OnnxTensor features;
  private final Map<String, FloatBuffer> results = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> pinned = new LinkedHashMap<>();

  /**
   * @param outputs the columns of each output
   */
  OnnxBatch(
      OrtEnvironment environment, String input, int columns, Map<String, Integer> outputs, int size)
      throws OrtException {
    this.input = input;
    this.rows = allocate(size, columns);
    this.features = OnnxTensor.createTensor(environment, rows, new long[] {size, columns});
    for (Map.Entry<String, Integer> output : outputs.entrySet()) {
      FloatBuffer values = allocate(size, output.getValue());
      long[] shape = {size, output.getValue()};
      results.put(output.getKey(), values);
      pinned.put(output.getKey(), OnnxTensor.createTensor(environment, values, shape));
    }
  }

  private static FloatBuffer allocate(int rows, int columns) {
    int bytes = Math.multiplyExact(Math.multiplyExact(rows, columns), Float.BYTES);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Where the rows go in, {@code [size, columns]}, from position 0. */
  FloatBuffer rows() {
    return rows.clear();
  }

  void run(OrtSession session) throws OrtException {
    session.run(Map.of(input, features), Set.of(), pinned).close();
  }

  /** An output, {@code [size, columns]}, from position 0. */
  FloatBuffer result(String output) {
    return results.get(output).clear();
  }

  @Override
  public void close() {
    features.close();
    pinned.values().forEach(OnnxTensor::close);
  }
}
