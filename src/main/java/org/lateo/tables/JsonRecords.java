package org.lateo.tables;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON objects, a line each or in one array; a key is a column. A key {@code b} inside the object
 * of a key {@code a} is the column {@code a.b}. Nulls and absent keys are gaps, and a list is text.
 */
final class JsonRecords implements Records {
  private static final ObjectMapper TREES = new ObjectMapper(JsonOriginal.JSON);

  private final DataFile file;
  private final Text text;
  private final Position position;
  private final JsonParser parser;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private String[] cells = {};
  private int row;

  private JsonRecords(DataFile file) throws IOException {
    this.file = file;
    this.text = file.text();
    this.position = file.position();
    this.parser = TREES.createParser(text.reader());
  }

  static JsonRecords open(DataFile file) throws IOException {
    return new JsonRecords(file);
  }

  @Override
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  @Override
  public int width() {
    return columns.size();
  }

  @Override
  public String[] next() throws IOException {
    row++;
    try {
      text.bounds().restart();
      JsonToken token = parser.nextToken();
      while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
        token = parser.nextToken();
      }
      if (token == null) {
        return null;
      }
      if (token != JsonToken.START_OBJECT) {
        throw position.row(row).expected("a JSON object", Names.quoted(parser.getText()));
      }
      Arrays.fill(cells, null);
      object("");
      return cells.clone();
    } catch (JsonProcessingException e) {
      throw position.row(row).expected("a JSON object", e.getOriginalMessage(), e);
    }
  }

  private void object(String prefix) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = prefix + parser.currentName().strip();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT) {
        object(name + ".");
      } else if (value == JsonToken.START_ARRAY) {
        put(name, parser.readValueAsTree().toString());
      } else {
        put(name, value == JsonToken.VALUE_NULL ? null : parser.getText());
      }
    }
  }

  private void put(String name, String value) {
    int column = columns.computeIfAbsent(name, key -> columns.size());
    if (column >= cells.length) {
      cells = Arrays.copyOf(cells, Math.max(column + 1, 2 * cells.length));
    }
    cells[column] = value;
  }

  @Override
  public String format() {
    return "JSON objects";
  }

  @Override
  public Original original() {
    return new JsonOriginal(file);
  }

  @Override
  public void close() throws IOException {
    parser.close();
    text.close();
  }
}
