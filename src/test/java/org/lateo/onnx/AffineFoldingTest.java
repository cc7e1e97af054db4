package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;

/** On W = (1 2; 3 4) and b = (5 6), so that results are known by hand. */
final class AffineFoldingTest {
  private final ONNXContext context = new ONNXContext();
  private final ONNXPlaceholder x = context.floatInput("x", 2);
  private final ONNXPlaceholder y = context.floatOutput("y", 2);
  private final ONNXInitializer weight = tensor("weight", 1, 2, 3, 4);
  private final ONNXInitializer bias = context.array("bias", new float[] {5, 6});

  private ONNXInitializer tensor(String name, float... values) {
    return context.floatTensor(name, List.of(values.length / 2, 2), b -> b.put(values));
  }

  private ONNXNode product(ONNXNode input) {
    return input.apply(ONNXOperators.GEMM, List.of(weight, bias), "product");
  }

  private GraphProto folded() {
    return AffineFolding.fold(GraphSimplifier.simplify(context.buildGraph()));
  }

  private void assertFolds(List<String> operators, float[] expectedWeight, float[] expectedBias) {
    GraphProto graph = folded();
    assertEquals(operators, graph.getNodeList().stream().map(NodeProto::getOpType).toList());
    for (TensorProto tensor : graph.getInitializerList()) {
      if (tensor.getName().equals("weight")) {
        assertArrayEquals(expectedWeight, Tensors.floats(tensor));
      } else if (tensor.getName().equals("bias")) {
        assertArrayEquals(expectedBias, Tensors.floats(tensor));
      }
    }
    assertEquals("y", graph.getNode(graph.getNodeCount() - 1).getOutput(0));
  }

  /** ((x - (1 2)) * (2 3)) W + b = x (2 4; 9 12) + (5 6) - (20 28). */
  @Test
  void scalingGoesIntoTheFirstLayer() {
    ONNXNode scaled =
        x.apply(ONNXOperators.SUB, tensor("shift", 1, 2))
            .apply(ONNXOperators.MUL, tensor("scale", 2, 3));
    product(scaled).assignTo(y);
    assertFolds(List.of("Gemm"), new float[] {2, 4, 9, 12}, new float[] {-15, -22});
    assertEquals(2, folded().getInitializerCount());
  }

  /** As Tribuo's sparse linear models scale. */
  @Test
  void quotientsAndSumsGoInToo() {
    ONNXNode scaled =
        x.apply(ONNXOperators.ADD, tensor("shift", 1, 2))
            .apply(ONNXOperators.DIV, tensor("scale", 0.5f, 1));
    product(scaled)
        .apply(ONNXOperators.DIV, tensor("outer", 0.5f, 0.25f))
        .apply(ONNXOperators.SUB, tensor("last", 1, 2))
        .assignTo(y);
    assertFolds(List.of("Gemm"), new float[] {4, 16, 6, 16}, new float[] {25, 70});
  }

  @Test
  void aShiftThatIsLargeBesideTheScaleStays() {
    ONNXNode scaled =
        x.apply(ONNXOperators.SUB, tensor("shift", 1, 2000))
            .apply(ONNXOperators.MUL, tensor("scale", 2, 3));
    product(scaled).assignTo(y);
    assertFolds(List.of("Sub", "Gemm"), new float[] {2, 4, 9, 12}, new float[] {5, 6});
  }

  /** (x W + b) * (2 3) + (1 1). */
  @Test
  void theInverseGoesIntoTheLastLayer() {
    product(x.apply(ONNXOperators.SIGMOID, "s"))
        .apply(ONNXOperators.MUL, tensor("scale", 2, 3))
        .apply(ONNXOperators.ADD, tensor("shift", 1, 1))
        .assignTo(y);
    assertFolds(List.of("Sigmoid", "Gemm"), new float[] {2, 6, 6, 12}, new float[] {11, 19});
  }

  @Test
  void whatIsReadTwiceStays() {
    ONNXNode scaled = x.apply(ONNXOperators.MUL, tensor("scale", 2, 3));
    product(scaled).apply(ONNXOperators.ADD, scaled, "sum").assignTo(y);
    assertFolds(List.of("Mul", "Gemm", "Add"), new float[] {1, 2, 3, 4}, new float[] {5, 6});
  }

  @Test
  void weightsOfTwoProductsStay() {
    ONNXNode scaled = x.apply(ONNXOperators.MUL, tensor("scale", 2, 3));
    product(product(scaled)).assignTo(y);
    assertFolds(List.of("Mul", "Gemm", "Gemm"), new float[] {1, 2, 3, 4}, new float[] {5, 6});
  }
}
