package service;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;

/** Writes what a model computes, whatever it is: one object of outputs for each row. */
final class Outputs {
  private Outputs() {}

  /** {@code {"rows": [{"mean": [0.1, ...], ...}, ...]}}; an output of one column is a number. */
  static void write(JsonGenerator json, Map<String, float[][]> outputs, int rows)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("rows");
    for (int row = 0; row < rows; row++) {
      json.writeStartObject();
      for (Map.Entry<String, float[][]> output : outputs.entrySet()) {
        json.writeFieldName(output.getKey());
        writeValues(json, output.getValue()[row]);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeValues(JsonGenerator json, float[] values) throws IOException {
    if (values.length == 1) {
      write(json, values[0]);
      return;
    }
    json.writeStartArray();
    for (float value : values) {
      write(json, value);
    }
    json.writeEndArray();
  }

  /** JSON knows finite numbers only; null stands for others. */
  static void write(JsonGenerator json, float value) throws IOException {
    if (Float.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
