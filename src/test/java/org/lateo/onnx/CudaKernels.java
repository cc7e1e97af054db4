package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Set;

/**
 * The operators of opset 13 that ONNX Runtime's CUDA provider has a kernel for, for floats where
 * they compute with floats, as far as exported graphs use them.
 *
 * <p>See: "Supported Operators and Data Types", operators implemented by CUDAExecutionProvider, in
 * docs/OperatorKernels.md of the repository microsoft/onnxruntime.
 */
final class CudaKernels {
  private static final Set<String> OPERATORS =
      Set.of(
          "Abs",
          "Add",
          "Cast",
          "Concat",
          "CumSum",
          "Div",
          "Elu",
          "Equal",
          "Erf",
          "Exp",
          "Expand",
          "Gather",
          "GatherElements",
          "Gemm",
          "Greater",
          "IsNaN",
          "Less",
          "LessOrEqual",
          "Log",
          "LogSoftmax",
          "MatMul",
          "Max",
          "Min",
          "Mul",
          "Neg",
          "Not",
          "Pad",
          "Pow",
          "ReduceLogSumExp",
          "ReduceMax",
          "ReduceMean",
          "ReduceSum",
          "Relu",
          "Reshape",
          "Round",
          "Shape",
          "Sigmoid",
          "Sign",
          "Slice",
          "Softmax",
          "Softplus",
          "Sqrt",
          "Squeeze",
          "Sub",
          "Sum",
          "Tanh",
          "Tile",
          "TopK",
          "Transpose",
          "Unsqueeze",
          "Where");

  /**
   * What Tribuo's models use beside these, and runs on the processor: support vector machines with
   * the choice of their votes, and the vote of boosted models.
   */
  private static final Set<String> PROCESSOR =
      Set.of(
          "ai.onnx.ml:SVMClassifier",
          "ai.onnx.ml:SVMRegressor",
          "ai.onnx.ml:ArrayFeatureExtractor",
          ":Hardmax");

  private CudaKernels() {}

  static boolean run(NodeProto node) {
    return node.getDomain().isEmpty() && OPERATORS.contains(node.getOpType());
  }

  /** Whether a node is one that only a pipeline may have. */
  static boolean isTribuos(NodeProto node) {
    return PROCESSOR.contains(node.getDomain() + ":" + node.getOpType());
  }
}
