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
 * A SHA-256 over a model's format version, graph, operator sets and other metadata, stored in the
 * metadata. Without it a weight with a flipped bit would be a valid weight, and a damaged graph
 * would be run. Weights in a second file have another SHA-256 in the metadata.
 */
final class Seal {
  /** The field with the checksum, in hexadecimal. */
  static final String FIELD = "lateo.sha256";

  /** The field with the checksum of the weights in a second file. */
  static final String WEIGHTS_FIELD = "lateo.weights.sha256";

  private Seal() {}

  /** The model with a seal. */
  static ModelProto on(ModelProto model) {
    return model.toBuilder()
        .addMetadataProps(ExternalWeights.entry(FIELD, checksum(model)))
        .build();
  }

  /** The model with new seals of itself and of its weights in a second file. */
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
   * @param weights the weights in a second file; empty without one
   * @throws IllegalArgumentException if there is no seal, or if it does not match the content
   */
  static void check(ModelProto model, Map<String, ByteString> weights) {
    requireEqual(checksum(model), field(model, FIELD));
    if (!weights.isEmpty()) {
      requireEqual(checksumOfWeights(model, weights), field(model, WEIGHTS_FIELD));
    }
  }

  private static String field(ModelProto model, String name) {
    return ExternalWeights.find(model.getMetadataPropsList(), name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "Expected an ONNX file with Lateo's metadata %s, found none", name)));
  }

  private static void requireEqual(String found, String expected) {
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          String.format(
              "Expected the SHA-256 %s of the content, found %s: the file is damaged, or another tool"
                  + " has changed it; ONNXSession opens changed files",
              found, expected));
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
