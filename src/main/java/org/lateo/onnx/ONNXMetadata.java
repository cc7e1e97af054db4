package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.lateo.likelihood.MissingColumns;

/**
 * The metadata of an exported file.
 *
 * @param version the version of Lateo
 * @param features the names of the features in column order
 * @param missing the names of the features whose NaN is a missing value
 * @param provenance the model's provenance as Tribuo serializes it, or null
 * @param more the values of further fields
 */
public record ONNXMetadata(
    String version,
    List<String> features,
    List<String> missing,
    String provenance,
    Map<String, String> more) {
  /** The field with the {@linkplain ONNXHead#id name of the head}. */
  public static final String HEAD_FIELD = "lateo.head";

  /** The field with Lateo's version. */
  public static final String VERSION_FIELD = "lateo.version";

  /** The field with the names of the features in column order, a JSON array. */
  public static final String FEATURES_FIELD = "lateo.features";

  /**
   * The field with the names of features that may be NaN, a JSON array; absent if there are none.
   */
  public static final String MISSING_FIELD = "lateo.missing";

  /** The field with the names of a classifier's classes, by output column, a JSON array. */
  public static final String CLASSES_FIELD = "lateo.classes";

  /** The field with the names of a regression's dimensions, by output column, a JSON array. */
  public static final String DIMENSIONS_FIELD = "lateo.dimensions";

  /** The field with the labels of a multi-label model, by output column, a JSON array. */
  public static final String LABELS_FIELD = "lateo.labels";

  /** The field that says whether outputs for classes or labels are probabilities, true or false. */
  public static final String PROBABILITIES_FIELD = "lateo.probabilities";

  /** The field with the meaning and unit of each output, a JSON object of sentences by name. */
  public static final String OUTPUTS_FIELD = "lateo.outputs";

  /** The beginning of the names of Lateo's fields. */
  private static final String PREFIX = "lateo.";

  /** The fields that are not in {@code more}. */
  private static final Set<String> OWN =
      Set.of(HEAD_FIELD, VERSION_FIELD, FEATURES_FIELD, MISSING_FIELD, Seal.FIELD);

  /** Tribuo's field; {@code ONNXExportable.PROVENANCE_METADATA_FIELD} lies above this package. */
  static final String PROVENANCE_FIELD = "TRIBUO_PROVENANCE";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the collections. */
  public ONNXMetadata {
    features = List.copyOf(features);
    missing = List.copyOf(missing);
    more = Collections.unmodifiableMap(new TreeMap<>(more));
  }

  /** Metadata without further fields. */
  public ONNXMetadata(
      String version, List<String> features, List<String> missing, String provenance) {
    this(version, features, missing, provenance, Map.of());
  }

  /** Metadata of a model without missing values and further fields. */
  public ONNXMetadata(String version, List<String> features, String provenance) {
    this(version, features, List.of(), provenance);
  }

  /**
   * Reads the metadata of a file.
   *
   * @param fields the file's metadata
   * @throws IllegalArgumentException if Lateo's fields are not there or cannot be read
   */
  public static ONNXMetadata of(Map<String, String> fields) {
    Map<String, String> more = new TreeMap<>(fields);
    more.keySet().removeIf(name -> !name.startsWith(PREFIX));
    more.keySet().removeAll(OWN);
    return new ONNXMetadata(
        field(fields, VERSION_FIELD),
        parsed(field(fields, FEATURES_FIELD)),
        parsed(fields.getOrDefault(MISSING_FIELD, "[]")),
        fields.get(PROVENANCE_FIELD),
        more);
  }

  /** A copy with another field. */
  public ONNXMetadata with(String field, String value) {
    Map<String, String> fields = new TreeMap<>(more);
    fields.put(field, value);
    return new ONNXMetadata(version, features, missing, provenance, fields);
  }

  /** A copy with another field of names, a JSON array. */
  public ONNXMetadata with(String field, List<String> names) {
    return with(field, json(names));
  }

  /**
   * A copy with the meaning of each output.
   *
   * @param meanings sentences by the names of outputs
   */
  public ONNXMetadata withOutputs(Map<String, String> meanings) {
    return with(OUTPUTS_FIELD, json(meanings));
  }

  /** The columns that may be missing; those of one field are missing together. */
  public MissingColumns missingColumns() {
    return MissingColumns.of(
        features,
        missing.stream()
            .map(name -> Pattern.compile(Pattern.quote(MissingColumns.variable(name))))
            .toList());
  }

  /**
   * A copy for a classifier.
   *
   * @param output the name of the output, {@code [batch, classes]}
   * @param classes the names of the classes in the order of the output's columns
   * @param probabilities whether the output holds probabilities, or else scores
   */
  public ONNXMetadata withClasses(String output, List<String> classes, boolean probabilities) {
    return scored(output, CLASSES_FIELD, classes, probabilities);
  }

  /** As {@link #withClasses}, for a model that predicts sets of labels. */
  public ONNXMetadata withLabels(String output, List<String> labels, boolean probabilities) {
    return scored(output, LABELS_FIELD, labels, probabilities);
  }

  private ONNXMetadata scored(
      String output, String field, List<String> names, boolean probabilities) {
    String what = probabilities ? "the probability" : "the score, not a probability,";
    return with(field, names)
        .with(PROBABILITIES_FIELD, "" + probabilities)
        .withOutputs(Map.of(output, what + " of each of " + field));
  }

  /** As {@link #withClasses}, for a regression. */
  public ONNXMetadata withDimensions(String output, List<String> dimensions) {
    return with(DIMENSIONS_FIELD, dimensions)
        .withOutputs(Map.of(output, "the value of each of " + DIMENSIONS_FIELD));
  }

  /**
   * The names in a field of {@link #more}.
   *
   * @throws IllegalArgumentException if the field is absent or cannot be read
   */
  public List<String> names(String field) {
    return parsed(field(more, field));
  }

  /**
   * Whether a field of {@link #more} is true.
   *
   * @throws IllegalArgumentException if the field is absent, or neither true nor false
   */
  public boolean isTrue(String field) {
    String value = field(more, field);
    if (!Set.of("true", "false").contains(value)) {
      throw new IllegalArgumentException(
          "Expected true or false in " + field + ", found " + abbreviated(value));
    }
    return Boolean.parseBoolean(value);
  }

  /**
   * The number in a field of {@link #more}.
   *
   * @throws IllegalArgumentException if the field is absent or cannot be read
   */
  public double number(String field) {
    String value = field(more, field);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected a number in " + field + ", found " + abbreviated(value), e);
    }
  }

  /**
   * The value of a required field.
   *
   * @throws IllegalArgumentException if the field is absent
   */
  public static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Expected metadata with " + name + ", as Lateo writes it, found " + fields.keySet());
    }
    return value;
  }

  private static List<String> parsed(String json) {
    try {
      String[] names = JSON.readValue(json, String[].class);
      if (names != null && Arrays.stream(names).allMatch(Objects::nonNull)) {
        return List.of(names);
      }
      throw noNames(json, null);
    } catch (JsonProcessingException e) {
      throw noNames(json, e);
    }
  }

  private static IllegalArgumentException noNames(String json, Exception cause) {
    return new IllegalArgumentException(
        "Expected a JSON array of names, found " + abbreviated(json), cause);
  }

  private static String abbreviated(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  /** Refuses metadata that does not have a feature name for each column. */
  void requireColumns(long columns) {
    if (features.size() != columns) {
      throw new IllegalArgumentException(
          "Expected " + columns + " feature names, found " + features.size());
    }
  }

  List<StringStringEntryProto> entries(String head) {
    List<StringStringEntryProto> entries = new ArrayList<>();
    entries.add(ExternalWeights.entry(HEAD_FIELD, head));
    entries.add(ExternalWeights.entry(VERSION_FIELD, version));
    entries.add(ExternalWeights.entry(FEATURES_FIELD, json(features)));
    if (!missing.isEmpty()) {
      entries.add(ExternalWeights.entry(MISSING_FIELD, json(missing)));
    }
    more.forEach((name, value) -> entries.add(ExternalWeights.entry(name, value)));
    if (provenance != null) {
      entries.add(ExternalWeights.entry(PROVENANCE_FIELD, provenance));
    }
    return entries;
  }

  private static String json(Object names) {
    try {
      return JSON.writeValueAsString(names);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected names, found " + names, e);
    }
  }
}
