package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * Declares the types of the values that operators of {@code ai.onnx.ml} compute, which ONNX's
 * checker asks for and cannot infer.
 */
final class ClassifierTypes {
  private ClassifierTypes() {}

  /**
   * The graph with those types: floats, but for the class that a classifier's first output names.
   */
  static GraphProto declare(GraphProto graph) {
    GraphProto.Builder typed = graph.toBuilder();
    for (NodeProto node : graph.getNodeList()) {
      for (int i = 0; i < node.getOutputCount() && !node.getDomain().isEmpty(); i++) {
        boolean isClass = i == 0 && node.getOpType().equals("SVMClassifier");
        typed.addValueInfo(value(node.getOutput(i), isClass ? DataType.INT64 : DataType.FLOAT));
      }
    }
    return typed.build();
  }

  private static ValueInfoProto value(String name, DataType type) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber())))
        .build();
  }
}
