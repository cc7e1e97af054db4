package org.lateo.output;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.InvalidObjectException;
import java.io.Serializable;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.OutputInfo;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.protos.core.OutputDomainProto;
import org.tribuo.protos.core.OutputProto;

/**
 * Stands in for Tribuo's types in a Java serialization stream: their protobuf bytes.
 *
 * <p>So there is one stored form and one validation. A class returns this from {@code writeReplace}
 * and refuses {@code readObject}.
 *
 * <p>See: Bloch. "Effective Java", 3rd edition, item 90. Addison-Wesley, 2018.
 */
public final class SerializedProto implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Which message the bytes hold, thus who reads them. */
  public enum Kind {
    /** An output. */
    OUTPUT {
      @Override
      Object read(byte[] bytes) throws InvalidProtocolBufferException {
        return Output.deserialize(OutputProto.parseFrom(bytes));
      }
    },
    /** An output domain. */
    OUTPUT_INFO {
      @Override
      Object read(byte[] bytes) throws InvalidProtocolBufferException {
        return OutputInfo.deserialize(OutputDomainProto.parseFrom(bytes));
      }
    },
    /** A model. */
    MODEL {
      @Override
      Object read(byte[] bytes) throws InvalidProtocolBufferException {
        return Model.deserialize(ModelProto.parseFrom(bytes));
      }
    };

    abstract Object read(byte[] bytes) throws InvalidProtocolBufferException;
  }

  private final Kind kind;
  private final byte[] bytes;

  /** What a class returns from {@code writeReplace}. */
  public SerializedProto(Kind kind, Message message) {
    this.kind = kind;
    this.bytes = message.toByteArray();
  }

  private Object readResolve() throws InvalidObjectException {
    try {
      return kind.read(bytes);
    } catch (InvalidProtocolBufferException | IllegalStateException e) {
      InvalidObjectException invalid =
          new InvalidObjectException("Stored " + kind + " is invalid: " + root(e).getMessage());
      invalid.initCause(e);
      throw invalid;
    }
  }

  /** Tribuo wraps what went wrong. */
  private static Throwable root(Throwable thrown) {
    return thrown.getCause() == null ? thrown : root(thrown.getCause());
  }

  /** For {@code readObject}: a stream that holds the class itself was not written by it. */
  public static InvalidObjectException notAProxy(Class<?> type) {
    return new InvalidObjectException(
        type.getSimpleName() + ": expected its protobuf form in the stream, found its fields");
  }
}
