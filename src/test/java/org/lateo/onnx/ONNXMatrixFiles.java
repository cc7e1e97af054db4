package org.lateo.onnx;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lateo.nn.Activation;

/**
 * Writes the matrix for other runtimes: each model as {@code N.onnx}, and in {@code N.bin} what it
 * is checked with, little-endian floats: rows {@code [rows, columns]}, how large the parts of each
 * row's outputs are {@code [rows]}, then what Java computes, one output after another. {@code
 * matrix.json} lists them.
 *
 * <pre>
 * mvn -q -Pbench -DskipTests verify \
 *   -Dbench.main=org.lateo.onnx.ONNXMatrixFiles -Djmh.args=FOLDER
 * </pre>
 *
 * <p>{@code src/test/python/onnx_check.py} and {@code src/test/node/onnx_matrix.js} read them.
 */
final class ONNXMatrixFiles {
  private static final String BESIDE = "weights beside the model";

  private ONNXMatrixFiles() {}

  /**
   * Writes it.
   *
   * @param arguments the folder, which is made if need be
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    System.out.println("Wrote " + write(folder) + " models to " + folder);
  }

  /** Writes it and says how many models there are. */
  static int write(Path folder) throws IOException {
    List<Map<String, Object>> files = new ArrayList<>();
    for (ONNXMatrix.Case c : cases()) {
      String name = Integer.toString(files.size());
      Path file = folder.resolve(name + ".onnx");
      long largest = c.kinds().contains(BESIDE) ? 1000 : ONNXFile.LARGEST;
      ModelFile.write(ONNXFile.of(c.model(), file, largest), file);
      files.add(describe(c, name, write(c, folder.resolve(name + ".bin"))));
    }
    new ObjectMapper().writeValue(folder.resolve("matrix.json").toFile(), files);
    return files.size();
  }

  /** The matrix, and files whose weights lie beside them, or are of 16 bits. */
  private static List<ONNXMatrix.Case> cases() {
    List<ONNXMatrix.Case> cases = new ArrayList<>(ONNXMatrix.cases(WeightPrecision.SINGLE));
    SmallModel model = SmallModel.bernoulli(Activation.TANH, 60, 50);
    for (WeightPrecision weights : WeightPrecision.values()) {
      for (String kind : List.of("weights in the model", BESIDE)) {
        List<String> kinds = List.of(kind, weights + " precision");
        ONNXMatrix.heads(model, weights, kinds).forEach(c -> cases.add(c.usual()));
      }
    }
    return cases;
  }

  private static Map<String, Object> describe(
      ONNXMatrix.Case c, String file, Map<String, Integer> outputs) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", c.name());
    entry.put("kinds", c.kinds());
    entry.put("head", c.head());
    entry.put("tolerance", c.tolerance());
    entry.put("file", file);
    entry.put("input", c.model().getGraph().getInput(0).getName());
    entry.put("rows", c.rows().length);
    entry.put("columns", c.rows()[0].length);
    entry.put("outputs", outputs);
    entry.put("steps", c.comparison().steps().keySet());
    return entry;
  }

  /** The columns of each output, in the order they are written. */
  private static Map<String, Integer> write(ONNXMatrix.Case c, Path file) throws IOException {
    Map<String, float[][]> expected = c.java().apply(c.rows());
    List<float[][]> parts = new ArrayList<>();
    parts.add(c.rows());
    parts.add(scales(c, expected));
    Map<String, Integer> outputs = new LinkedHashMap<>();
    expected.forEach(
        (output, values) -> {
          outputs.put(output, values[0].length);
          parts.add(values);
        });
    Files.write(file, bytes(parts));
    return outputs;
  }

  private static float[][] scales(ONNXMatrix.Case c, Map<String, float[][]> expected) {
    float[][] scales = new float[c.rows().length][1];
    for (int r = 0; r < scales.length; r++) {
      int row = r;
      scales[r][0] =
          (float) c.comparison().scale().applyAsDouble(output -> expected.get(output)[row]);
    }
    return scales;
  }

  private static byte[] bytes(List<float[][]> parts) {
    int values = parts.stream().mapToInt(rows -> rows.length * rows[0].length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values).order(ByteOrder.LITTLE_ENDIAN);
    for (float[][] rows : parts) {
      for (float[] row : rows) {
        bytes.asFloatBuffer().put(row);
        bytes.position(bytes.position() + Float.BYTES * row.length);
      }
    }
    return bytes.array();
  }
}
