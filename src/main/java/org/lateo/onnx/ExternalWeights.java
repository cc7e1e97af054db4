package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Constants whose numbers are in a second file beside the model's, with ONNX's layout:
 *
 * <pre>
 * | first constant | zeros up to 4096 k | second constant | zeros up to 4096 l | ...
 * </pre>
 *
 * <p>See: "External Data" in docs/ExternalData.md of the repository onnx/onnx. There a location may
 * be a path; here it must be the name of a file in the model's own folder.
 */
final class ExternalWeights {
  /** Constants begin at multiples of a page, so that they can be mapped into memory. */
  private static final long PAGE = 4096;

  /** Constants of fewer bytes stay in the model: shapes, scales, biases of small layers. */
  private static final int SMALLEST = 1024;

  private static final String LOCATION = "location";
  private static final String OFFSET = "offset";
  private static final String LENGTH = "length";

  private ExternalWeights() {}

  static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0;
  }

  /** The constants whose numbers are in the second file, in its order. */
  static List<TensorProto> in(ModelProto model) {
    return model.getGraph().getInitializerList().stream()
        .filter(ExternalWeights::isExternal)
        .toList();
  }

  /**
   * Moves the numbers of large constants out of a model.
   *
   * @param location the name of the second file
   * @param moved the map that takes the numbers, by the names of constants
   * @return the model without these numbers
   */
  static ModelProto moveOut(ModelProto model, String location, Map<String, ByteString> moved) {
    GraphProto.Builder graph = model.getGraph().toBuilder().clearInitializer();
    long offset = 0;
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      ByteString data = tensor.getRawData();
      boolean large = isWeight(tensor) && data.size() >= SMALLEST;
      graph.addInitializer(large ? pointer(tensor, location, offset) : tensor);
      if (large) {
        moved.put(tensor.getName(), data);
        offset = nextPage(offset + data.size());
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private static boolean isWeight(TensorProto tensor) {
    return tensor.getDataType() == DataType.FLOAT.getNumber()
        || tensor.getDataType() == DataType.FLOAT16.getNumber();
  }

  private static TensorProto pointer(TensorProto tensor, String location, long offset) {
    return tensor.toBuilder()
        .clearRawData()
        .setDataLocation(DataLocation.EXTERNAL)
        .addExternalData(entry(LOCATION, location))
        .addExternalData(entry(OFFSET, Long.toString(offset)))
        .addExternalData(entry(LENGTH, Long.toString(tensor.getRawData().size())))
        .build();
  }

  /** A pair of strings, of which metadata consists too. */
  static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /** The value of a key among pairs of strings. */
  static Optional<String> find(List<StringStringEntryProto> entries, String key) {
    return entries.stream()
        .filter(entry -> entry.getKey().equals(key))
        .map(StringStringEntryProto::getValue)
        .findFirst();
  }

  static long nextPage(long offset) {
    return (offset + PAGE - 1) / PAGE * PAGE;
  }

  /** The name of the second file, or null if there is none. */
  static String location(ModelProto model) {
    List<TensorProto> external = in(model);
    return external.isEmpty() ? null : field(external.get(0), LOCATION);
  }

  /** The number of bytes of the second file. */
  static long length(ModelProto model) {
    long end = 0;
    for (TensorProto tensor : in(model)) {
      end = Math.max(end, number(tensor, OFFSET) + number(tensor, LENGTH));
    }
    return end;
  }

  static long offset(TensorProto tensor) {
    return number(tensor, OFFSET);
  }

  /**
   * Reads the second file.
   *
   * @throws IllegalArgumentException if it is in another folder, or has other sizes than the
   *     constants
   */
  static Map<String, ByteString> read(ModelProto model, Path folder) throws IOException {
    Map<String, ByteString> found = new LinkedHashMap<>();
    requireNoneInNodes(model.getGraph());
    String location = location(model);
    if (location == null) {
      return found;
    }
    try (SeekableByteChannel file = Files.newByteChannel(folder.resolve(plain(location)))) {
      long left = file.size();
      for (TensorProto tensor : in(model)) {
        left -= requireInside(tensor, location, left, file.size());
        found.put(tensor.getName(), read(file, tensor));
      }
    }
    return found;
  }

  /** Refuses constants of operators in other files, which ONNX Runtime would read by itself. */
  private static void requireNoneInNodes(GraphProto graph) {
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        requireInModel(attribute.getT());
        attribute.getTensorsList().forEach(ExternalWeights::requireInModel);
        Stream.concat(Stream.of(attribute.getG()), attribute.getGraphsList().stream())
            .filter(inner -> inner.getNodeCount() + inner.getInitializerCount() > 0)
            .forEach(ExternalWeights::requireAllInModel);
      }
    }
  }

  private static void requireAllInModel(GraphProto inner) {
    inner.getInitializerList().forEach(ExternalWeights::requireInModel);
    requireNoneInNodes(inner);
  }

  private static void requireInModel(TensorProto tensor) {
    if (isExternal(tensor)) {
      throw new IllegalArgumentException(
          "Expected only the model's own constants in another file, found an operator's in "
              + tensor.getExternalDataList());
    }
  }

  /** Refuses a location that leads out of the folder. */
  private static String plain(String location) {
    if (!location.matches("[^/\\\\:\\x00]+") || location.matches("\\.+")) {
      throw new IllegalArgumentException(
          "Expected weights in a file beside the model's, found the location " + location);
    }
    return location;
  }

  private static long requireInside(TensorProto tensor, String location, long left, long size) {
    long length = number(tensor, LENGTH);
    long offset = number(tensor, OFFSET);
    boolean fits =
        field(tensor, LOCATION).equals(location)
            && isWeight(tensor)
            && length == bytes(tensor)
            && length <= left
            && offset <= size - length;
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "Expected the weights %s in %s, found %s of %d bytes at %d in %s, which has %d",
              tensor.getName(),
              location,
              tensor.getDimsList(),
              length,
              offset,
              field(tensor, LOCATION),
              size));
    }
    return length;
  }

  /** The number of bytes by a constant's shape, or -1 if an array cannot hold them. */
  private static long bytes(TensorProto tensor) {
    long count = tensor.getDataType() == DataType.FLOAT16.getNumber() ? Short.BYTES : Float.BYTES;
    for (long size : tensor.getDimsList()) {
      if (size < 0 || (size > 0 && count > Integer.MAX_VALUE / size)) {
        return -1;
      }
      count *= size;
    }
    return count;
  }

  private static ByteString read(SeekableByteChannel file, TensorProto tensor) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(number(tensor, LENGTH)));
    file.position(number(tensor, OFFSET));
    while (bytes.hasRemaining()) {
      if (file.read(bytes) < 0) {
        throw new IOException("The weights end too early");
      }
    }
    return ByteString.copyFrom(bytes.flip());
  }

  private static String field(TensorProto tensor, String key) {
    return find(tensor.getExternalDataList(), key)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "Expected the %s of the weights %s, found %s",
                        key, tensor.getName(), tensor.getExternalDataList())));
  }

  private static long number(TensorProto tensor, String key) {
    String value = field(tensor, key);
    if (!value.matches("\\d{1,18}")) {
      throw new IllegalArgumentException(
          String.format(
              "Expected a number as %s of the weights %s, found %s", key, tensor.getName(), value));
    }
    return Long.parseLong(value);
  }
}
