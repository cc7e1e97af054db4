package service;

import static org.lateo.likelihood.MissingColumns.variable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lateo.ONNXVAE;
import org.lateo.onnx.ONNXHead;

/**
 * A row as an array in the order of the columns, null where a value is missing; the columns {@code
 * field@value} of a field are missing together.
 */
final class ArrayRow {
  private final List<String> features;
  private final int columns;
  private final boolean isDecoder;
  private final Set<String> missing;

  ArrayRow(ONNXVAE model) {
    this.features = model.features();
    this.columns = model.columns();
    this.isDecoder = model.head().equals(ONNXHead.DECODER.id());
    this.missing = new HashSet<>(model.missing());
  }

  /** Reads it, from its bracket to its bracket. */
  float[] read(JsonParser json, int row) throws IOException, Refusal {
    float[] values = new float[columns];
    int count = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (count == columns) {
        throw Refusal.unprocessable(
            String.format("row %d: expected %d values, found more", row, columns));
      }
      values[count] = value(json, row, count);
      count++;
    }
    if (count < columns) {
      throw Refusal.unprocessable(
          String.format("row %d: expected %d values, found %d", row, columns, count));
    }
    requireWholeFields(values, row);
    return values;
  }

  private void requireWholeFields(float[] values, int row) throws Refusal {
    Map<String, Boolean> isMissing = new HashMap<>();
    for (int c = 0; c < columns && !missing.isEmpty(); c++) {
      boolean nan = Float.isNaN(values[c]);
      Boolean other = isMissing.putIfAbsent(variable(name(c)), nan);
      if (other != null && other != nan) {
        throw Refusal.unprocessable(
            String.format(
                "row %d: expected null for all columns of %s or for none, found some",
                row, variable(name(c))));
      }
    }
  }

  private float value(JsonParser json, int row, int column) throws IOException, Refusal {
    String name = name(column);
    float value = Value.read(json, row, name);
    if (Float.isNaN(value) && !missing.contains(name)) {
      throw Refusal.unprocessable(
          String.format(
              "row %d: expected a number for %s, which is never missing, found null", row, name));
    }
    return value;
  }

  private String name(int column) {
    return isDecoder ? "z" + column : features.get(column);
  }
}
