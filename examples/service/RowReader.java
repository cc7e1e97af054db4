package service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lateo.ONNXVAE;

/**
 * Reads {@code {"rows": [row, ...]}}, where a row is an array in the order of the columns or an
 * object of names, into the rows of a model. It reads once through the bytes and builds no tree.
 */
final class RowReader {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final ArrayRow arrays;
  private final ObjectRow objects;
  private final int most;

  /**
   * @param most the most rows
   */
  RowReader(ONNXVAE model, int most) {
    this.arrays = new ArrayRow(model);
    this.objects = new ObjectRow(model);
    this.most = most;
  }

  /**
   * Reads the rows.
   *
   * @param sparse whether features that an object does not name are zero, rather than refused
   * @return {@code [batch, columns]}, at least one row
   * @throws Refusal 400 for what is no JSON, 413 for too many rows, 422 for what the model does not
   *     take
   */
  float[][] read(byte[] body, boolean sparse) throws Refusal {
    try (JsonParser json = JSON.createParser(body)) {
      return read(json, sparse);
    } catch (IOException e) {
      throw malformed(e.getMessage());
    }
  }

  private float[][] read(JsonParser json, boolean sparse) throws IOException, Refusal {
    try {
      float[][] rows = object(json, sparse);
      requireEnd(json);
      return requireSome(rows);
    } catch (JsonProcessingException e) {
      JsonLocation at = json.currentLocation();
      throw malformed(
          String.format(
              "%s in line %d, column %d", whatIsWrong(e), at.getLineNr(), at.getColumnNr()));
    }
  }

  /** Without where an array or object began that is cut short, in Jackson's words. */
  private static String whatIsWrong(JsonProcessingException e) {
    return e.getOriginalMessage().replaceFirst(" \\(start marker at .*\\)", "");
  }

  /** The field's rows, or null. */
  private float[][] object(JsonParser json, boolean sparse) throws IOException, Refusal {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw Refusal.unprocessable(
          String.format("Expected {\"rows\": [...]}, found %s", found(json)));
    }
    float[][] rows = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      if (!json.currentName().equals("rows")) {
        throw Refusal.unprocessable(
            String.format("Expected the field rows only, found %s", json.currentName()));
      }
      json.nextToken();
      rows = rows(json, sparse);
    }
    return rows;
  }

  private static Refusal malformed(String found) {
    return new Refusal(400, "Expected JSON, found: " + found);
  }

  private float[][] rows(JsonParser json, boolean sparse) throws IOException, Refusal {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw Refusal.unprocessable(String.format("rows: expected an array, found %s", found(json)));
    }
    List<float[]> rows = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (rows.size() == most) {
        throw new Refusal(413, "Expected at most " + most + " rows, found more");
      }
      rows.add(row(json, rows.size(), sparse));
    }
    return rows.toArray(float[][]::new);
  }

  private float[] row(JsonParser json, int row, boolean sparse) throws IOException, Refusal {
    return switch (json.currentToken()) {
      case START_ARRAY -> arrays.read(json, row);
      case START_OBJECT -> objects.read(json, row, sparse);
      default ->
          throw Refusal.unprocessable(
              String.format("row %d: expected an array or an object, found %s", row, found(json)));
    };
  }

  private static void requireEnd(JsonParser json) throws IOException, Refusal {
    if (json.nextToken() != null) {
      throw malformed(String.format("%s after the end", found(json)));
    }
  }

  private static float[][] requireSome(float[][] rows) throws Refusal {
    if (rows == null || rows.length == 0) {
      throw Refusal.unprocessable("rows: expected at least one row, found none");
    }
    return rows;
  }

  /** What stands there, for messages. */
  private static String found(JsonParser json) {
    JsonToken token = json.currentToken();
    return token == null ? "nothing" : Value.name(token);
  }
}
