package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.HashSet;
import java.util.Set;

/**
 * Corrects the probabilities of LibLinear's logistic models, which are the logistic function of
 * each class's score, divided by the sum over classes. Tribuo 4.3.2 writes the softmax of the
 * scores instead.
 *
 * <p>See:
 *
 * <pre>
 * Fan RE, Chang KW, Hsieh CJ, Wang XR, Lin CJ.
 * "LIBLINEAR: A library for Large Linear Classification", predict_probability
 * Journal of Machine Learning Research, 2008.
 * </pre>
 */
final class LibLinearProbabilities {
  /** The beginning of the name that Tribuo gives to such a model's weights. */
  private static final String WEIGHTS = "liblinear_weights";

  private static final String AXES = "liblinear_axes";

  private LibLinearProbabilities() {}

  /** The graph with these probabilities instead of the softmax; the same graph if it has none. */
  static GraphProto correct(GraphProto graph) {
    Set<String> products = new HashSet<>();
    GraphProto.Builder corrected = graph.toBuilder().clearNode();
    for (NodeProto node : graph.getNodeList()) {
      if (node.getInputCount() > 1 && node.getInput(1).startsWith(WEIGHTS)) {
        products.add(node.getOutput(0));
      }
      if (node.getOpType().equals("Softmax") && products.contains(node.getInput(0))) {
        addShares(corrected, node.getInput(0), node.getOutput(0));
      } else {
        corrected.addNode(node);
      }
    }
    return corrected.getNodeCount() == graph.getNodeCount()
        ? graph
        : corrected.addInitializer(axes()).build();
  }

  /** Whether a graph has the softmax of such a model. */
  static boolean isWrong(GraphProto graph) {
    return correct(graph).getNodeCount() > graph.getNodeCount();
  }

  private static void addShares(GraphProto.Builder graph, String scores, String output) {
    String logistic = output + "_logistic";
    String sum = output + "_sum";
    graph.addNode(ONNXNodes.node("Sigmoid", logistic, scores));
    graph.addNode(
        ONNXNodes.node("ReduceSum", sum, logistic, AXES)
            .addAttribute(ONNXNodes.attribute("keepdims", 1)));
    graph.addNode(ONNXNodes.node("Div", output, logistic, sum));
  }

  private static TensorProto axes() {
    return TensorProto.newBuilder()
        .setName(AXES)
        .setDataType(DataType.INT64.getNumber())
        .addDims(1)
        .addInt64Data(1)
        .build();
  }
}
