package org.lateo.storage;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.zip.CRC32;
import org.lateo.protos.ChecksummedProto;
import org.tribuo.protos.core.ModelProto;

/**
 * Wraps a model's message with a checksum, without which a weight with a flipped bit would be
 * valid.
 */
public final class Checksummed {
  private Checksummed() {}

  /**
   * Wraps a model's message.
   *
   * @param model the class that reads it
   * @param version the version of the stored form
   */
  public static ModelProto wrap(Class<?> model, int version, Message content) {
    return ModelProto.newBuilder()
        .setVersion(version)
        .setClassName(model.getName())
        .setSerializedData(Any.pack(seal(model, content)))
        .build();
  }

  /** A message with its checksum and the class that reads it. */
  static ChecksummedProto seal(Class<?> reader, Message content) {
    ByteString bytes = content.toByteString();
    return ChecksummedProto.newBuilder()
        .setContent(bytes)
        .setCrc32(checksum(bytes))
        .setModel(reader.getSimpleName())
        .build();
  }

  /**
   * The content that was wrapped.
   *
   * @throws IllegalArgumentException if the content was changed, or is of a model of another class
   */
  public static ByteString unwrap(Class<?> model, Any message)
      throws InvalidProtocolBufferException {
    return open(model, message.unpack(ChecksummedProto.class));
  }

  /** As {@link #unwrap}, of what {@link #seal} has made. */
  static ByteString open(Class<?> model, ChecksummedProto proto) {
    if (!proto.getModel().equals(model.getSimpleName())) {
      throw new IllegalArgumentException(
          String.format(
              "%s: expected the content of a model of this class, found '%s'",
              model.getSimpleName(), proto.getModel()));
    }
    int found = checksum(proto.getContent());
    if (found != proto.getCrc32()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the stored model is damaged: expected checksum %08x, found %08x",
              model.getSimpleName(), proto.getCrc32(), found));
    }
    return proto.getContent();
  }

  private static int checksum(ByteString bytes) {
    CRC32 crc = new CRC32();
    bytes.asReadOnlyByteBufferList().forEach(crc::update);
    return (int) crc.getValue();
  }
}
