package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.stream.Collectors;

/** ONNX files that were changed, under a seal that matches: whoever can change one can seal it. */
public final class Resealed {
  private Resealed() {}

  /** The file with a seal of its own content; bytes that are no such file stay as they are. */
  public static byte[] of(byte[] file) {
    try {
      return of(ModelProto.parseFrom(file)).toByteArray();
    } catch (InvalidProtocolBufferException e) {
      return file;
    }
  }

  /** The model with a seal of its own content. */
  static ModelProto of(ModelProto model) {
    ModelProto.Builder open = model.toBuilder().clearMetadataProps();
    model.getMetadataPropsList().stream()
        .filter(entry -> !entry.getKey().equals(Seal.FIELD))
        .forEach(open::addMetadataProps);
    return Seal.on(open.build());
  }

  /** The value of a field of the metadata. */
  public static String field(byte[] file, String name) throws InvalidProtocolBufferException {
    return ExternalWeights.find(ModelProto.parseFrom(file).getMetadataPropsList(), name)
        .orElseThrow();
  }

  /** The file with another value in a field of its metadata, sealed. */
  public static byte[] with(byte[] file, String name, String value)
      throws InvalidProtocolBufferException {
    ModelProto model = ModelProto.parseFrom(file);
    ModelProto.Builder changed = model.toBuilder().clearMetadataProps();
    model.getMetadataPropsList().stream()
        .map(e -> e.getKey().equals(name) ? ExternalWeights.entry(name, value) : e)
        .forEach(changed::addMetadataProps);
    return of(changed.build()).toByteArray();
  }

  /** The metadata as a session gives it; of fields that come twice, one. */
  public static Map<String, String> metadata(ONNXFile file) {
    return file.model().getMetadataPropsList().stream()
        .collect(Collectors.toMap(e -> e.getKey(), e -> e.getValue(), (a, b) -> b));
  }
}
