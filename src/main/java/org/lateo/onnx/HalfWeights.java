package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/**
 * Stores the matrices of a graph in half precision, each followed by a Cast to floats under its old
 * name. What is no matrix stays, and what has numbers too large for half precision, or none large
 * enough for all of its bits.
 */
final class HalfWeights {
  private HalfWeights() {}

  static GraphProto store(GraphProto graph) {
    GraphProto.Builder stored = graph.toBuilder().clearInitializer().clearNode();
    for (TensorProto tensor : graph.getInitializerList()) {
      float[] values = isMatrix(tensor) ? Tensors.floats(tensor) : null;
      if (values != null && fits(values)) {
        TensorProto half = half(tensor, values);
        stored.addInitializer(half).addNode(cast(half.getName(), tensor.getName()));
      } else {
        stored.addInitializer(tensor);
      }
    }
    return stored.addAllNode(graph.getNodeList()).build();
  }

  private static boolean isMatrix(TensorProto tensor) {
    return Tensors.isFloat(tensor)
        && tensor.getDimsCount() == 2
        && tensor.getDims(0) > 1
        && tensor.getDims(1) > 1;
  }

  private static boolean fits(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest <= Half.LARGEST && (largest >= Half.SMALLEST_NORMAL || largest == 0);
  }

  private static TensorProto half(TensorProto tensor, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Short.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    ShortBuffer halves = bytes.asShortBuffer();
    for (float value : values) {
      halves.put(Half.of(value));
    }
    return tensor.toBuilder()
        .setName(tensor.getName() + ".half")
        .setDataType(DataType.FLOAT16.getNumber())
        .clearFloatData()
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }

  private static NodeProto cast(String input, String output) {
    return NodeProto.newBuilder()
        .setOpType("Cast")
        .setName(output)
        .addInput(input)
        .addOutput(output)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("to")
                .setType(AttributeType.INT)
                .setI(DataType.FLOAT.getNumber()))
        .build();
  }
}
