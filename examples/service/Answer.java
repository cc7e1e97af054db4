package service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param type of the content
 * @param content written while it is sent, so that no large answer lies in memory
 */
record Answer(int status, String type, Content content) {
  /** Leaves the stream open, and unflushed, so that a small answer is one packet. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
              .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
              .build());

  /** Writes the content. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes JSON. */
  interface JsonContent {
    void writeTo(JsonGenerator json) throws IOException;
  }

  static Answer text(String type, String text) {
    return new Answer(200, type, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  static Answer json(JsonContent content) {
    return json(200, content);
  }

  /** One object with one field. */
  static Answer json(int status, String name, String value) {
    return json(status, json -> json.writePOJO(Map.of(name, value)));
  }

  private static Answer json(int status, JsonContent content) {
    return new Answer(
        status,
        "application/json",
        out -> {
          try (JsonGenerator json = JSON.createGenerator(out)) {
            content.writeTo(json);
          }
        });
  }
}
