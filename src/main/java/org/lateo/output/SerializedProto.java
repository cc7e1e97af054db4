package org.lateo.output;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.util.Locale;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.OutputInfo;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.OutputDomainProto;
import org.tribuo.protos.core.OutputProto;

/**
 * The protobuf bytes of a Tribuo object, which stand in for it in a Java serialization stream, so
 * that there is one stored form and one validation. A class returns this from {@code writeReplace}
 * and refuses {@code readObject}.
 *
 * <p>A stream of others is read with a {@link #filter}: without one, Java makes objects of whatever
 * classes the stream names before any of ours is asked.
 *
 * <p>See: Bloch. "Effective Java", 3rd edition, item 90. Addison-Wesley, 2018.
 */
public final class SerializedProto implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What the bytes hold: an output, an output domain or a model. */
  public enum Kind {
    OUTPUT,
    OUTPUT_INFO,
    MODEL
  }

  private final Kind kind;
  private final byte[] bytes;

  /** What a class of a kind returns from {@code writeReplace}, its protobuf form. */
  public SerializedProto(Kind kind, Message message) {
    this.kind = kind;
    this.bytes = message.toByteArray();
  }

  /**
   * Accepts streams of one model, output or output domain of ours, and no other class: {@code
   * stream.setObjectInputFilter(SerializedProto.filter(Files.size(file)))}.
   *
   * @param bytes the size of the stream, which no array in it exceeds
   */
  public static ObjectInputFilter filter(long bytes) {
    // Java asks for what stands in the stream, and for the model that it stands for.
    return ObjectInputFilter.Config.createFilter(
        String.format(Locale.ROOT, "maxarray=%d;org.lateo.**;java.lang.Enum;!*", bytes));
  }

  private Object readResolve() throws InvalidObjectException {
    if (kind == null || bytes == null) {
      throw new InvalidObjectException(
          "Expected a kind and bytes in the stream, found them absent");
    }
    try {
      return read();
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      InvalidObjectException invalid =
          new InvalidObjectException("Stored " + kind + " is invalid: " + root(e).getMessage());
      invalid.initCause(e);
      throw invalid;
    }
  }

  private Object read() throws InvalidProtocolBufferException {
    return switch (kind) {
      case OUTPUT -> Output.deserialize(OutputProto.parseFrom(bytes));
      case OUTPUT_INFO -> OutputInfo.deserialize(OutputDomainProto.parseFrom(bytes));
      case MODEL -> Model.deserialize(ModelProto.parseFrom(bytes));
    };
  }

  /** The first cause, since Tribuo wraps exceptions. */
  private static Throwable root(Throwable thrown) {
    return thrown.getCause() == null ? thrown : root(thrown.getCause());
  }

  /** For {@code readObject}: a stream that holds the fields of the class was not written by it. */
  public static InvalidObjectException notAProxy(Class<?> type) {
    return new InvalidObjectException(
        type.getSimpleName() + ": expected its protobuf form in the stream, found its fields");
  }
}
