package service;

import com.fasterxml.jackson.core.JsonGenerator;
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
  private static final ObjectMapper JSON = new ObjectMapper();

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
