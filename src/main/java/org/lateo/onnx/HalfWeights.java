package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.platform.Fp16Conversions;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/**
 * Stores the matrices of a graph in half precision (IEEE 754 binary16), each followed by a Cast to
 * floats under its old name. Other constants stay floats, and so do matrices with a number too
 * large for half precision, or with none large enough for all bits of its fraction.
 */
final class HalfWeights {
  private static final float LARGEST = 65504;

  /** The smallest number with all bits of its fraction. */
  private static final float SMALLEST_NORMAL = 0x1p-14f;

  private HalfWeights() {}

  static GraphProto store(GraphProto graph) {
    GraphProto.Builder stored = graph.toBuilder().clearInitializer().clearNode();
    for (TensorProto tensor : graph.getInitializerList()) {
      float[] values = isMatrix(tensor) ? Tensors.floats(tensor) : null;
      if (values != null && fits(values)) {
        TensorProto half = half(tensor, values);
        stored.addInitializer(half).addNode(toFloats(half.getName(), tensor.getName()));
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
    return largest <= LARGEST && (largest >= SMALLEST_NORMAL || largest == 0);
  }

  private static TensorProto half(TensorProto tensor, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Short.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    ShortBuffer halves = bytes.asShortBuffer();
    for (float value : values) {
      halves.put(Fp16Conversions.floatToFp16(value));
    }
    return tensor.toBuilder()
        .setName(tensor.getName() + ".half")
        .setDataType(DataType.FLOAT16.getNumber())
        .clearFloatData()
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }

  private static NodeProto.Builder toFloats(String input, String output) {
    return ONNXNodes.node("Cast", output, input)
        .addAttribute(ONNXNodes.attribute("to", DataType.FLOAT.getNumber()));
  }
}
