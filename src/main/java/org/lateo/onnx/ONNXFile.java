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
 * An ONNX file in memory. A file holds at most 2 GB; if there are more weights, they are in a
 * second file beside it, {@code NAME.data}, which the {@linkplain Seal seal} covers too.
 *
 * @param model the content of the file
 * @param weights the content of the second file by the names of constants; empty without one
 */
public record ONNXFile(ModelProto model, Map<String, ByteString> weights) {
  /** The most bytes of weights in the first file: protobuf's limit, less 64 MB for the graph. */
  static final long LARGEST = Integer.MAX_VALUE - (64L << 20);

  private static final String DATA = ".data";

  /** Refuses with {@link IllegalArgumentException} a model without some of its weights. */
  public ONNXFile {
    weights = Map.copyOf(weights);
    for (TensorProto tensor : ExternalWeights.in(model)) {
      if (!weights.containsKey(tensor.getName())) {
        throw new IllegalArgumentException(
            "Expected the weights " + tensor.getName() + ", found none: they are in another file");
      }
    }
  }

  /** A file of a model that holds all of its weights. */
  static ONNXFile of(ModelProto model) {
    return new ONNXFile(model, Map.of());
  }

  /**
   * A file as it will be written.
   *
   * @param path the path of the file
   * @param largest the most bytes of weights in the first file
   */
  static ONNXFile of(ModelProto model, Path path, long largest) {
    return bytesOfWeights(model) <= largest ? of(model) : split(model, path.getFileName() + DATA);
  }

  /** Two files, with a seal that covers both. */
  static ONNXFile split(ModelProto model, String second) {
    Map<String, ByteString> weights = new LinkedHashMap<>();
    ModelProto rest = ExternalWeights.moveOut(model, second, weights);
    return new ONNXFile(Seal.on(rest, weights), weights);
  }

  /**
   * Checks the seal.
   *
   * @throws IllegalArgumentException if the file has no seal, or was changed after it was sealed
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
   * Reads a file, and the second file with its weights if there is one.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if it is not an ONNX file, or refers to weights that are not
   *     in a file beside it
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

  /** The path of the second file of a file. */
  public static Path weightsBeside(Path path) {
    return path.resolveSibling(path.getFileName() + DATA);
  }

  /** The number of operators. */
  public int nodes() {
    return model.getGraph().getNodeCount();
  }

  /** The number of bytes on disk, in one file or two. */
  public long bytes() {
    return model.getSerializedSize() + ExternalWeights.length(model);
  }

  /** The constants whose numbers are in the second file, in its order. */
  List<TensorProto> external() {
    return ExternalWeights.in(model);
  }
}
