package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The SHA-256 of a model's version of the format, graph, operator sets and metadata, itself in the
 * metadata: a flipped bit in a weight is otherwise a valid weight, and a damaged graph a danger to
 * whoever runs it. Weights in a second file have a SHA-256 of their own in the metadata.
 */
final class Seal {
  /** The field with the checksum, in hexadecimal. */
  static final String FIELD = "lateo.sha256";

  /** The field with that of the weights in a second file. */
  static final String WEIGHTS_FIELD = "lateo.weights.sha256";

  private Seal() {}

  /** The model with its seal. */
  static ModelProto on(ModelProto model) {
    return model.toBuilder()
        .addMetadataProps(ExternalWeights.entry(FIELD, checksum(model)))
        .build();
  }

  /**
   * The model with seals of itself and of its weights in a second file, instead of those it has.
   */
  static ModelProto on(ModelProto model, Map<String, ByteString> weights) {
    ModelProto.Builder sealed = model.toBuilder().clearMetadataProps();
    model.getMetadataPropsList().stream()
        .filter(entry -> !entry.getKey().equals(FIELD))
        .forEach(sealed::addMetadataProps);
    sealed.addMetadataProps(
        ExternalWeights.entry(WEIGHTS_FIELD, checksumOfWeights(model, weights)));
    return on(sealed.build());
  }

  /**
   * Checks the seals.
   *
   * @param weights those of the second file, if there is one
   * @throws IllegalArgumentException if one is not there, or what it seals was changed since
   */
  static void check(ModelProto model, Map<String, ByteString> weights) {
    requireEqual(checksum(model), field(model, FIELD));
    if (!weights.isEmpty()) {
      requireEqual(checksumOfWeights(model, weights), field(model, WEIGHTS_FIELD));
    }
  }

  private static String field(ModelProto model, String name) {
    return model.getMetadataPropsList().stream()
        .filter(entry -> entry.getKey().equals(name))
        .map(StringStringEntryProto::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected an ONNX file with the metadata "
                        + name
                        + ", as Lateo writes it, found none"));
  }

  private static void requireEqual(String found, String expected) {
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          "Expected the SHA-256 "
              + found
              + " of its content, found "
              + expected
              + ": it is damaged, or another tool has changed it, and then ONNXSession runs it");
    }
  }

  private static String checksumOfWeights(ModelProto model, Map<String, ByteString> weights) {
    MessageDigest digest = digest();
    for (TensorProto tensor : ExternalWeights.in(model)) {
      for (ByteBuffer part : weights.get(tensor.getName()).asReadOnlyByteBufferList()) {
        digest.update(part);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected a JDK with SHA-256", e);
    }
  }

  private static String checksum(ModelProto model) {
    MessageDigest digest = digest();
    digest.update(Long.toString(model.getIrVersion()).getBytes(StandardCharsets.US_ASCII));
    add(digest, model.getGraph());
    for (MessageLite opset : model.getOpsetImportList()) {
      add(digest, opset);
    }
    for (StringStringEntryProto entry : model.getMetadataPropsList()) {
      if (!entry.getKey().equals(FIELD)) {
        add(digest, entry);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, MessageLite message) {
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      message.writeDelimitedTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
