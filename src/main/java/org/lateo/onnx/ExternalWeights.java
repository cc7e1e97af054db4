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
import java.util.stream.Stream;

/**
 * Constants whose numbers lie in a file beside the model's, as ONNX describes it:
 *
 * <pre>
 * | first constant | zeros up to 4096 k | second constant | zeros up to 4096 l | ...
 * </pre>
 *
 * <p>See: "External Data" in docs/ExternalData.md of the repository onnx/onnx. A location may be a
 * path there; here it is the name of a file in the model's own folder and nothing else.
 */
final class ExternalWeights {
  /** Where constants begin, so that they can be mapped into memory. */
  private static final long PAGE = 4096;

  /** Smaller ones stay in the model: shapes, scales, biases of small layers. */
  private static final int SMALLEST = 1024;

  private static final String LOCATION = "location";
  private static final String OFFSET = "offset";
  private static final String LENGTH = "length";

  private ExternalWeights() {}

  static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0;
  }

  /** The constants whose numbers lie in the second file, in its order. */
  static List<TensorProto> in(ModelProto model) {
    return model.getGraph().getInitializerList().stream()
        .filter(ExternalWeights::isExternal)
        .toList();
  }

  /**
   * Moves large constants out.
   *
   * @param location the name of the second file
   * @param moved where their numbers go, by name
   * @return the rest
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

  /** A pair of the kind that metadata too is made of. */
  static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  static long nextPage(long offset) {
    return (offset + PAGE - 1) / PAGE * PAGE;
  }

  /** The name of the second file, or null if there is none. */
  static String location(ModelProto model) {
    List<TensorProto> external = in(model);
    return external.isEmpty() ? null : field(external.get(0), LOCATION);
  }

  /** The bytes of the second file. */
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
   * Reads what lies in the second file.
   *
   * @throws IllegalArgumentException if that is elsewhere, or is not as long as it has to be
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

  /** Elsewhere than among the constants of the model, ONNX Runtime would read files by itself. */
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

  /** Nothing that leads out of the folder. */
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

  /** What its shape says, or -1 if that is more than memory can hold. */
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
    return tensor.getExternalDataList().stream()
        .filter(entry -> entry.getKey().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected the "
                        + key
                        + " of the weights "
                        + tensor.getName()
                        + ", found "
                        + tensor.getExternalDataList()))
        .getValue();
  }

  private static long number(TensorProto tensor, String key) {
    String value = field(tensor, key);
    if (!value.matches("\\d{1,18}")) {
      throw new IllegalArgumentException(
          "Expected a number as "
              + key
              + " of the weights "
              + tensor.getName()
              + ", found "
              + value);
    }
    return Long.parseLong(value);
  }
}
