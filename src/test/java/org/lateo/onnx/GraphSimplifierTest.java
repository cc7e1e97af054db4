package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;

final class GraphSimplifierTest {
  private final ONNXContext context = new ONNXContext();
  private final ONNXPlaceholder x = context.floatInput("x", 2);
  private final ONNXPlaceholder y = context.floatOutput("y", 2);

  private ONNXInitializer matrix() {
    return context.floatTensor("weight", List.of(2, 2), b -> b.put(new float[] {1, 2, 3, 4}));
  }

  /** Each node as {@code outputs = type(inputs)}. */
  private List<String> simplified() {
    GraphProto graph = GraphSimplifier.simplify(context.buildGraph());
    return graph.getNodeList().stream().map(GraphSimplifierTest::describe).toList();
  }

  private static String describe(NodeProto node) {
    StringBuilder text = new StringBuilder();
    text.append(String.join(",", node.getOutputList())).append(" = ").append(node.getOpType());
    text.append('(').append(String.join(",", node.getInputList())).append(')');
    node.getAttributeList().forEach(a -> text.append(' ').append(a.getName()).append(a.getF()));
    return text.toString();
  }

  @Test
  void assignmentsBecomeNames() {
    x.apply(ONNXOperators.SIGMOID, "value").assignTo(y);
    assertEquals(List.of("y = Sigmoid(x)"), simplified());
  }

  @Test
  void anInputIsAssignedToAnOutput() {
    x.assignTo(y);
    assertEquals(List.of("y = Identity(x)"), simplified());
  }

  @Test
  void aValueWithTwoNamesIsAssignedOnce() {
    ONNXNode value = x.apply(ONNXOperators.SIGMOID, "value");
    value.assignTo(y);
    value.assignTo(context.floatOutput("y2", 2));
    assertEquals(List.of("y = Sigmoid(x)", "y2 = Identity(y)"), simplified());
  }

  @Test
  void whatNoOutputNeedsIsDropped() {
    x.apply(ONNXOperators.SIGMOID, "unused").apply(ONNXOperators.NEG, "unused too");
    x.apply(ONNXOperators.SIGMOID, "value").apply(ONNXOperators.ADD, matrix(), "sum").assignTo(y);
    matrix();
    assertEquals(List.of("value = Sigmoid(x)", "y = Add(value,weight)"), simplified());
    assertEquals(1, GraphSimplifier.simplify(context.buildGraph()).getInitializerCount());
  }

  @Test
  void aFactorGoesIntoTheProduct() {
    ONNXInitializer half = context.constant("half", 0.5f);
    x.apply(ONNXOperators.GEMM, matrix(), "product")
        .apply(ONNXOperators.MUL, half, "scaled")
        .assignTo(y);
    assertEquals(List.of("y = Gemm(x,weight) alpha0.5 beta0.5"), simplified());
    assertEquals(1, GraphSimplifier.simplify(context.buildGraph()).getInitializerCount());
  }

  @Test
  void aProductThatIsReadTwiceKeepsItsFactorOutside() {
    ONNXInitializer half = context.constant("half", 0.5f);
    ONNXNode product = x.apply(ONNXOperators.GEMM, matrix(), "product");
    product
        .apply(ONNXOperators.MUL, half, "scaled")
        .apply(ONNXOperators.ADD, product, "sum")
        .assignTo(y);
    assertEquals(
        List.of(
            "product = Gemm(x,weight)", "scaled = Mul(product,half)", "y = Add(scaled,product)"),
        simplified());
  }

  @Test
  void aProductThatIsAnOutputKeepsItsFactorOutside() {
    ONNXInitializer half = context.constant("half", 0.5f);
    ONNXNode product = x.apply(ONNXOperators.GEMM, matrix(), "product");
    product.assignTo(context.floatOutput("product", 2));
    product.apply(ONNXOperators.MUL, half, "scaled").assignTo(y);
    assertEquals(List.of("product = Gemm(x,weight)", "y = Mul(product,half)"), simplified());
  }

  /** Tribuo numbers names; the number goes, but not where that would make two values one. */
  @Test
  void namesStayDistinct() {
    ONNXNode first = x.apply(ONNXOperators.SIGMOID, "a");
    ONNXNode second = first.apply(ONNXOperators.SIGMOID, "a");
    ONNXNode third = second.apply(ONNXOperators.SIGMOID, "a_1");
    third.apply(ONNXOperators.NEG, "x").apply(ONNXOperators.NEG, "b").assignTo(y);
    assertEquals(
        List.of(
            "a = Sigmoid(x)",
            "a_1 = Sigmoid(a)",
            "a_1_0 = Sigmoid(a_1)",
            "x_0 = Neg(a_1_0)",
            "y = Neg(x_0)"),
        simplified());
  }
}
