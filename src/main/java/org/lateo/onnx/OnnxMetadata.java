package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an exported file says about itself.
 *
 * @param version Lateo's version
 * @param features the features' names in column order
 * @param missing the names of those whose NaN stands for a missing value
 * @param provenance the model's provenance as Tribuo serializes it, or null
 */
public record OnnxMetadata(
    String version, List<String> features, List<String> missing, String provenance) {
  /** The field with the {@linkplain OnnxHead#id name of the head}. */
  public static final String HEAD_FIELD = "lateo.head";

  /** The field with Lateo's version. */
  public static final String VERSION_FIELD = "lateo.version";

  /** The field with the features' names, a JSON array. */
  public static final String FEATURES_FIELD = "lateo.features";

  /** The field with the names of features that may be NaN, a JSON array; only if there are any. */
  public static final String MISSING_FIELD = "lateo.missing";

  /** Tribuo's field; {@code ONNXExportable.PROVENANCE_METADATA_FIELD} lies above this package. */
  static final String PROVENANCE_FIELD = "TRIBUO_PROVENANCE";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the names. */
  public OnnxMetadata {
    features = List.copyOf(features);
    missing = List.copyOf(missing);
  }

  /** Of a model whose features are never missing. */
  public OnnxMetadata(String version, List<String> features, String provenance) {
    this(version, features, List.of(), provenance);
  }

  /**
   * Reads what a file says of itself.
   *
   * @param fields the file's metadata
   * @throws IllegalArgumentException if it has none of ours, or it cannot be read
   */
  public static OnnxMetadata of(Map<String, String> fields) {
    return new OnnxMetadata(
        field(fields, VERSION_FIELD),
        names(field(fields, FEATURES_FIELD)),
        names(fields.getOrDefault(MISSING_FIELD, "[]")),
        fields.get(PROVENANCE_FIELD));
  }

  /**
   * A field that each of our files has.
   *
   * @throws IllegalArgumentException if it is not there
   */
  public static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Expected metadata with " + name + ", as Lateo writes it, found " + fields.keySet());
    }
    return value;
  }

  private static List<String> names(String json) {
    try {
      return List.of(JSON.readValue(json, String[].class));
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException(
          "Expected a JSON array of feature names, found " + abbreviated(json), e);
    }
  }

  private static String abbreviated(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  /** Checks that there is a name for each column. */
  void requireColumns(long columns) {
    if (features.size() != columns) {
      throw new IllegalArgumentException(
          "Expected " + columns + " feature names, found " + features.size());
    }
  }

  List<StringStringEntryProto> entries(String head) {
    List<StringStringEntryProto> entries = new ArrayList<>();
    entries.add(entry(HEAD_FIELD, head));
    entries.add(entry(VERSION_FIELD, version));
    entries.add(entry(FEATURES_FIELD, json(features)));
    if (!missing.isEmpty()) {
      entries.add(entry(MISSING_FIELD, json(missing)));
    }
    if (provenance != null) {
      entries.add(entry(PROVENANCE_FIELD, provenance));
    }
    return entries;
  }

  static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static String json(List<String> names) {
    try {
      return JSON.writeValueAsString(names);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected feature names, found " + names, e);
    }
  }
}
