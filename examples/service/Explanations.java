package service;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes why a row is unusual: the features that cost the most nats, that is those whose part of
 * the reconstruction is smallest, the costliest first; and the outputs of one number, such as the
 * bound that these nats are part of.
 */
final class Explanations {
  /** The output, {@code [batch, features]}, that a head needs to be explained. */
  static final String NATS = "feature_nats";

  private Explanations() {}

  /** {@code {"rows": [{"elbo": -9.1, ..., "features": [{"feature": "x", "nats": -7.5}, ...]}]}}. */
  static void write(
      JsonGenerator json, Map<String, float[][]> outputs, List<String> features, int top)
      throws IOException {
    float[][] nats = outputs.get(NATS);
    json.writeStartObject();
    json.writeArrayFieldStart("rows");
    for (int row = 0; row < nats.length; row++) {
      json.writeStartObject();
      writeNumbers(json, outputs, row);
      writeFeatures(json, nats[row], features, top);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeNumbers(JsonGenerator json, Map<String, float[][]> outputs, int row)
      throws IOException {
    for (Map.Entry<String, float[][]> output : outputs.entrySet()) {
      float[] values = output.getValue()[row];
      if (values.length == 1 && !output.getKey().equals(NATS)) {
        json.writeFieldName(output.getKey());
        Outputs.write(json, values[0]);
      }
    }
  }

  private static void writeFeatures(
      JsonGenerator json, float[] nats, List<String> features, int top) throws IOException {
    json.writeArrayFieldStart("features");
    for (int c : costliest(nats, top)) {
      json.writeStartObject();
      json.writeStringField("feature", features.get(c));
      json.writeFieldName("nats");
      Outputs.write(json, nats[c]);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static int[] costliest(float[] nats, int top) {
    return IntStream.range(0, nats.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> nats[c]))
        .limit(top)
        .mapToInt(c -> c)
        .toArray();
  }
}
