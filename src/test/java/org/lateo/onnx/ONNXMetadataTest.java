package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a file says of itself comes back as it was said. */
final class ONNXMetadataTest {
  private static final ONNXMetadata METADATA =
      new ONNXMetadata("0.1", List.of("a", "kind@x", "kind@y"), List.of("kind@x"), "from here");

  private static ONNXMetadata again(ONNXMetadata metadata) {
    Map<String, String> fields =
        metadata.entries("head").stream()
            .collect(
                Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    assertEquals("head", fields.get(ONNXMetadata.HEAD_FIELD));
    fields.put(Seal.FIELD, "of the file, not of the model");
    fields.put("other", "not ours");
    return ONNXMetadata.of(fields);
  }

  @Test
  void fieldsComeBack() {
    assertEquals(METADATA, again(METADATA));
    ONNXMetadata more =
        METADATA
            .withClasses("output", List.of("b\"", "a"), false)
            .with("lateo.number", "-Infinity");
    assertEquals(more, again(more));
    assertEquals(List.of("b\"", "a"), again(more).names(ONNXMetadata.CLASSES_FIELD));
    assertFalse(again(more).isTrue(ONNXMetadata.PROBABILITIES_FIELD));
    assertEquals(Double.NEGATIVE_INFINITY, again(more).number("lateo.number"));
    assertTrue(again(more).more().get(ONNXMetadata.OUTPUTS_FIELD).startsWith("{\"output\":\"the "));
  }

  @Test
  void columnsOfAFieldAreMissingTogether() {
    assertEquals(List.of(0, 1, 1), METADATA.missingColumns().units());
  }

  @Test
  void fieldsThatCannotBeReadAreNamed() {
    ONNXMetadata bad = METADATA.with("lateo.bad", "[1, ");
    assertRefused(() -> bad.number("lateo.bad"), "number in lateo.bad", "[1, ");
    assertRefused(() -> bad.isTrue("lateo.bad"), "true or false in lateo.bad");
    assertRefused(() -> bad.names("lateo.bad"), "JSON array of names");
    for (String json : List.of("null", "[null]", "[\"a\", null]", "{}", "1")) {
      ONNXMetadata other = METADATA.with("lateo.bad", json);
      assertRefused(() -> other.names("lateo.bad"), "JSON array of names, found " + json);
    }
    assertRefused(() -> METADATA.names("lateo.none"), "lateo.none", "[]");
  }
}
