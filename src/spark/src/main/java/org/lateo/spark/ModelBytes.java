package org.lateo.spark;

import java.io.IOException;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tribuo.Model;
import org.tribuo.protos.core.ModelProto;

/**
 * A model as its protobuf message, which is how it travels to executors. A JVM makes the model of
 * the message once, whatever the number of tasks that use it, for as long as its memory allows.
 */
final class ModelBytes implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The models of this JVM by the digest of their bytes. */
  private static final Map<String, SoftReference<Model<?>>> MODELS = new ConcurrentHashMap<>();

  private final byte[] bytes;
  private final String digest;

  /**
   * The bytes of a model file.
   *
   * @param bytes not a copy
   */
  ModelBytes(byte[] bytes) {
    this.bytes = bytes;
    this.digest = sha256(bytes);
  }

  static ModelBytes of(Model<?> model) {
    return new ModelBytes(model.serialize().toByteArray());
  }

  /** The bytes themselves. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * The model.
   *
   * @throws IllegalArgumentException if the bytes are none of a model, saying what is wrong
   */
  Model<?> model() {
    Model<?>[] found = new Model<?>[1];
    MODELS.compute(
        digest,
        (key, known) -> {
          Model<?> model = known == null ? null : known.get();
          found[0] = model == null ? read() : model;
          return model == null ? new SoftReference<>(found[0]) : known;
        });
    return found[0];
  }

  private Model<?> read() {
    try {
      return Model.deserialize(ModelProto.parseFrom(bytes));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException("Expected a model, found " + reason(e), e);
    }
  }

  /** The message of the first cause, since Tribuo wraps the exceptions of a model's factory. */
  private static String reason(Throwable e) {
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
