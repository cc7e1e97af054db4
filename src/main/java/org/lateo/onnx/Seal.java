package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
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

/**
 * The SHA-256 of a model's version of the format, graph, operator sets and metadata, itself in the
 * metadata: a flipped bit in a weight is otherwise a valid weight, and a damaged graph a danger to
 * whoever runs it. Weights in a second file have a SHA-256 of their own in the metadata.
 */
public final class Seal {
  /** The field with the checksum, in hexadecimal. */
  public static final String FIELD = "lateo.sha256";

  /** The field with that of the weights in a second file. */
  static final String WEIGHTS_FIELD = "lateo.weights.sha256";

  private Seal() {}

  /** The model with its seal. */
  static ModelProto on(ModelProto model) {
    return model.toBuilder()
        .addMetadataProps(
            StringStringEntryProto.newBuilder().setKey(FIELD).setValue(checksum(model)))
        .build();
  }

  /** The model and its weights with their seals, in the place of those it has. */
  static OnnxFile on(OnnxFile file) {
    ModelProto.Builder model = file.model().toBuilder().clearMetadataProps();
    file.model().getMetadataPropsList().stream()
        .filter(entry -> !entry.getKey().equals(FIELD))
        .forEach(model::addMetadataProps);
    model.addMetadataProps(OnnxMetadata.entry(WEIGHTS_FIELD, checksumOfWeights(file)));
    return new OnnxFile(on(model.build()), file.weights());
  }

  /**
   * Checks a file's seal before anything else reads the file.
   *
   * @throws IllegalArgumentException if it has no seal, or was changed since
   */
  public static void check(OnnxFile file) {
    requireEqual(checksum(file.model()), field(file.model(), FIELD));
    if (!file.weights().isEmpty()) {
      requireEqual(checksumOfWeights(file), field(file.model(), WEIGHTS_FIELD));
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
              + ": it is damaged, or another tool has changed it, and then OnnxSession runs it");
    }
  }

  private static String checksumOfWeights(OnnxFile file) {
    MessageDigest digest = digest();
    for (TensorProto tensor : file.external()) {
      for (ByteBuffer part : file.weights().get(tensor.getName()).asReadOnlyByteBufferList()) {
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
