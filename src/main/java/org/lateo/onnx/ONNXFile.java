package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX file in memory. A file holds at most 2 GB; where weights are more, they lie in a second
 * file beside it, {@code NAME.data}, whose bytes are part of the {@linkplain Seal seal} too.
 *
 * @param model the file's own content
 * @param weights what lies in the second file, by the name of the constant; none where there is no
 *     such file
 */
public record ONNXFile(ModelProto model, Map<String, ByteString> weights) {
  /** The most bytes of weights that a file holds itself: protobuf's limit, less some room. */
  static final long LARGEST = Integer.MAX_VALUE - (64L << 20);

  private static final String DATA = ".data";

  /** Copies the map, and refuses a model some of whose weights are not there. */
  public ONNXFile {
    weights = Map.copyOf(weights);
    for (TensorProto tensor : ExternalWeights.in(model)) {
      if (!weights.containsKey(tensor.getName())) {
        throw new IllegalArgumentException(
            "Expected the weights " + tensor.getName() + ", found none: they lie in another file");
      }
    }
  }

  /** A model that holds all of its weights. */
  static ONNXFile of(ModelProto model) {
    return new ONNXFile(model, Map.of());
  }

  /**
   * A model as it will be written.
   *
   * @param path where
   * @param largest the most bytes of weights that the file is to hold itself
   */
  static ONNXFile of(ModelProto model, Path path, long largest) {
    return bytesOfWeights(model) <= largest ? of(model) : split(model, path.getFileName() + DATA);
  }

  /** In two files, and sealed: the checksum of the weights is known only now. */
  static ONNXFile split(ModelProto model, String second) {
    Map<String, ByteString> weights = new LinkedHashMap<>();
    ModelProto rest = ExternalWeights.moveOut(model, second, weights);
    return new ONNXFile(Seal.on(rest, weights), weights);
  }

  /**
   * Checks the seal before anything else reads the file.
   *
   * @throws IllegalArgumentException if it has none, or was changed since
   */
  public void requireSealed() {
    Seal.check(model, weights);
  }

  /** The bytes of all constants. */
  static long bytesOfWeights(ModelProto model) {
    long bytes = 0;
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      bytes += tensor.getRawData().size() + (long) Float.BYTES * tensor.getFloatDataCount();
    }
    return bytes;
  }

  /**
   * Reads a file and the one beside it, if it has one, not farther than both go.
   *
   * @throws IOException if one of them cannot be read
   * @throws IllegalArgumentException if it is no ONNX file, or points to weights that are not in a
   *     file beside it
   */
  public static ONNXFile read(Path path) throws IOException {
    ModelProto model = parse(Files.readAllBytes(path));
    return new ONNXFile(model, ExternalWeights.read(model, path.toAbsolutePath().getParent()));
  }

  static ModelProto parse(byte[] model) {
    try {
      return ModelProto.parseFrom(model);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Expected an ONNX file, found none: " + e.getMessage(), e);
    }
  }

  /** Where the weights of a file are if it cannot hold them itself. */
  public static Path weightsBeside(Path path) {
    return path.resolveSibling(path.getFileName() + DATA);
  }

  /** How many operators there are. */
  public int nodes() {
    return model.getGraph().getNodeCount();
  }

  /** How many bytes there are on disk, in one file or two. */
  public long bytes() {
    return model.getSerializedSize() + ExternalWeights.length(model);
  }

  /** The constants whose numbers lie in the second file, in its order. */
  List<TensorProto> external() {
    return ExternalWeights.in(model);
  }
}
