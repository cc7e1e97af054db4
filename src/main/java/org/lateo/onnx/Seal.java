package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a model's version of the format, graph, operator sets and metadata, itself in the
 * metadata: a flipped bit in a weight is otherwise a valid weight, and a damaged graph a danger to
 * whoever runs it.
 */
public final class Seal {
  /** The field with the checksum, in hexadecimal. */
  public static final String FIELD = "lateo.sha256";

  private Seal() {}

  /** The model with its seal. */
  static ModelProto on(ModelProto model) {
    return model.toBuilder()
        .addMetadataProps(
            StringStringEntryProto.newBuilder().setKey(FIELD).setValue(checksum(model)))
        .build();
  }

  /**
   * Checks a file's seal before anything else reads the file.
   *
   * @param model the bytes of an ONNX file
   * @throws IllegalArgumentException if it is no ONNX file, has no seal, or was changed since
   */
  public static void check(byte[] model) {
    ModelProto proto = parse(model);
    String expected =
        proto.getMetadataPropsList().stream()
            .filter(entry -> entry.getKey().equals(FIELD))
            .map(StringStringEntryProto::getValue)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Expected an ONNX file with the metadata "
                            + FIELD
                            + ", as Lateo writes it, found none"));
    String found = checksum(proto);
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          "Expected the SHA-256 "
              + found
              + " of its content, found "
              + expected
              + ": it is damaged, or another tool has changed it, and then OnnxSession runs it");
    }
  }

  private static ModelProto parse(byte[] model) {
    try {
      return ModelProto.parseFrom(model);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Expected an ONNX file, found none: " + e.getMessage(), e);
    }
  }

  private static String checksum(ModelProto model) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
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
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected a JDK with SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, MessageLite message) {
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      message.writeDelimitedTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
