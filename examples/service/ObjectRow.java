package service;

import static org.lateo.likelihood.MissingColumns.variable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lateo.ONNXVAE;
import org.lateo.onnx.ONNXHead;
import org.lateo.output.LatentCode;
import org.tribuo.Feature;
import org.tribuo.impl.ArrayExample;

/**
 * A row as an object of features' names and values, null where a value is missing. Of the features
 * {@code colour@red}, {@code colour@blue} ... of a field one is enough. Features that may be
 * missing need not be there; others must, unless the caller says that what is absent is zero.
 */
final class ObjectRow {
  private static final int MOST_NAMED = 5;

  private final ONNXVAE model;
  private final Set<String> features;
  private final Set<String> missing;

  ObjectRow(ONNXVAE model) {
    this.model = model;
    this.features = new HashSet<>(model.features());
    this.missing = new HashSet<>(model.missing());
  }

  /** Reads it, from its brace to its brace. */
  float[] read(JsonParser json, int row, boolean sparse) throws IOException, Refusal {
    if (model.head().equals(ONNXHead.DECODER.id())) {
      throw Refusal.unprocessable(
          String.format("row %d: a decoder takes arrays, rows of z, found an object", row));
    }
    ArrayExample<LatentCode> example = new ArrayExample<>(LatentCode.UNKNOWN);
    Set<String> fields = new HashSet<>();
    List<String> unknown = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      float value = Value.read(json, row, name);
      if (!features.contains(name)) {
        unknown.add(name);
      } else if (!Float.isNaN(value)) {
        example.add(new Feature(name, value));
        fields.add(variable(name));
      } else if (!missing.contains(name)) {
        throw Refusal.unprocessable(
            String.format(
                "row %d: expected a number for %s, which is never missing, found null", row, name));
      }
    }
    refuse(row, "features that the model knows", "found also", unknown);
    refuse(row, "all features that are never missing", "found none of", absent(fields, sparse));
    return values(example, row);
  }

  private List<String> absent(Set<String> fields, boolean sparse) {
    return sparse
        ? List.of()
        : model.features().stream()
            .filter(name -> !missing.contains(name) && !fields.contains(variable(name)))
            .toList();
  }

  private static void refuse(int row, String expected, String found, List<String> names)
      throws Refusal {
    if (!names.isEmpty()) {
      throw Refusal.unprocessable(
          String.format(
              "row %d: expected %s, %s %s%s",
              row,
              expected,
              found,
              names.subList(0, Math.min(MOST_NAMED, names.size())),
              names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more" : ""));
    }
  }

  private float[] values(ArrayExample<LatentCode> example, int row) throws Refusal {
    try {
      return model.rows(List.of(example))[0];
    } catch (IllegalArgumentException e) {
      throw Refusal.unprocessable(String.format("row %d: %s", row, e.getMessage()));
    }
  }
}
