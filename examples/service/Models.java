package service;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lateo.ONNXVAE;
import org.lateo.onnx.SessionSettings;

/** The exported files that are served, by the name of their head. */
final class Models implements AutoCloseable {
  private final Map<String, ONNXVAE> byHead = new TreeMap<>();

  /**
   * Opens files.
   *
   * @throws IllegalArgumentException if one is no exported file, or two have the same head
   */
  Models(List<Path> files, SessionSettings settings) {
    try {
      files.forEach(file -> add(file, ONNXVAE.open(file, settings)));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void add(Path file, ONNXVAE model) {
    ONNXVAE other = byHead.putIfAbsent(model.head(), model);
    if (other != null) {
      model.close();
      throw new IllegalArgumentException(
          "Expected one file for each head, found a second " + model.head() + ", " + file);
    }
  }

  /** Each model by its head. */
  Map<String, ONNXVAE> byHead() {
    return byHead;
  }

  /** What they are, what goes in and what comes out. */
  void describe(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("models");
    for (ONNXVAE model : byHead.values()) {
      json.writeStartObject();
      json.writeStringField("head", model.head());
      json.writeStringField("version", model.version());
      json.writeNumberField("columns", model.columns());
      json.writePOJOField("features", model.features());
      json.writePOJOField("missing", model.missing());
      json.writePOJOField("outputs", model.outputs());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  @Override
  public void close() {
    byHead.values().forEach(ONNXVAE::close);
  }
}
