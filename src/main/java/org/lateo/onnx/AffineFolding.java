package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts what is done to each column before and after a matrix product into its weights: the scaling
 * of features into the first layer, and its inverse into the last. With x W + b,
 *
 * <ul>
 *   <li>(x * s) W = x (diag(s) W), and (x - c) W + b = x W + (b - c W);
 *   <li>(x W + b) * s = x (W diag(s)) + b s, and x W + b + c = x W + (b + c).
 * </ul>
 *
 * <p>A shift before the product stays where it is large beside the scale, such as a year's beside
 * one of decades: x W would be a difference of large numbers, in floats.
 */
final class AffineFolding {
  private final GraphProto graph;
  private final Map<String, TensorProto> constants = new LinkedHashMap<>();
  private final Map<String, NodeProto> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  private AffineFolding(GraphProto graph) {
    this.graph = graph;
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    graph.getNodeList().forEach(node -> nodes.put(node.getOutput(0), node));
    graph.getNodeList().forEach(node -> node.getInputList().forEach(this::count));
    graph.getOutputList().forEach(output -> count(output.getName()));
  }

  private void count(String name) {
    uses.merge(name, 1, Integer::sum);
  }

  static GraphProto fold(GraphProto graph) {
    AffineFolding folding = new AffineFolding(graph);
    graph.getNodeList().stream().filter(folding::isProduct).forEach(folding::fold);
    return folding.build();
  }

  /** With weights and biases of its own, and nothing said about them. */
  private boolean isProduct(NodeProto node) {
    return node.getOpType().equals("Gemm")
        && node.getAttributeCount() == 0
        && node.getInputCount() == 3
        && isOwn(node.getInput(1))
        && isOwn(node.getInput(2));
  }

  private boolean isOwn(String constant) {
    return constants.containsKey(constant)
        && Tensors.isFloat(constants.get(constant))
        && uses.get(constant) == 1;
  }

  private void fold(NodeProto product) {
    NodeProto before = nodes.get(product.getInput(0));
    NodeProto after = reader(product.getOutput(0));
    if (!isColumnwise(before) && !isColumnwise(after)) {
      return; // Weights may be large, and are not even read.
    }
    TensorProto weight = constants.get(product.getInput(1));
    TensorProto bias = constants.get(product.getInput(2));
    AffineWeights weights = new AffineWeights(Tensors.floats(weight), Tensors.floats(bias));
    String input = foldBefore(product.getInput(0), weights);
    String output = foldAfter(product.getOutput(0), weights);
    if (weights.isChanged()) {
      constants.put(weight.getName(), Tensors.with(weight, weights.weight()));
      constants.put(bias.getName(), Tensors.with(bias, weights.bias()));
      nodes.remove(product.getOutput(0));
      nodes.put(
          output,
          product.toBuilder().setInput(0, input).setOutput(0, output).setName(output).build());
    }
  }

  /** What the product reads in the place of a value. */
  private String foldBefore(String value, AffineWeights weights) {
    NodeProto node = nodes.get(value);
    boolean folds =
        uses.get(value) == 1
            && isColumnwise(node)
            && row(node, weights.rows()) != null
            && weights.before(node.getOpType(), row(node, weights.rows()));
    if (!folds) {
      return value;
    }
    nodes.remove(value);
    return foldBefore(node.getInput(0), weights);
  }

  /** What the product's value is called then. */
  private String foldAfter(String value, AffineWeights weights) {
    NodeProto node = reader(value);
    if (uses.get(value) != 1 || !isColumnwise(node) || row(node, weights.columns()) == null) {
      return value;
    }
    weights.after(node.getOpType(), row(node, weights.columns()));
    nodes.remove(node.getOutput(0));
    return foldAfter(node.getOutput(0), weights);
  }

  private NodeProto reader(String value) {
    return nodes.values().stream()
        .filter(node -> node.getInputCount() > 0 && node.getInput(0).equals(value))
        .findFirst()
        .orElse(null);
  }

  private static final Set<String> COLUMNWISE = Set.of("Add", "Sub", "Mul", "Div");

  /** Whether it adds or multiplies by a constant; there may be no such node. */
  private boolean isColumnwise(NodeProto node) {
    return node != null
        && node.getDomain().isEmpty()
        && COLUMNWISE.contains(node.getOpType())
        && constants.containsKey(node.getInput(1))
        && Tensors.isFloat(constants.get(node.getInput(1)));
  }

  /** The constant as a row, or null where it is none of so many columns. */
  private float[] row(NodeProto node, int columns) {
    TensorProto constant = constants.get(node.getInput(1));
    List<Long> shape = constant.getDimsList();
    float[] values = Tensors.floats(constant);
    if (shape.isEmpty()) {
      float[] row = new float[columns];
      Arrays.fill(row, values[0]);
      return row;
    }
    boolean isRow = shape.size() == 1 || (shape.size() == 2 && shape.get(0) == 1);
    return isRow && values.length == columns ? values : null;
  }

  private GraphProto build() {
    Set<String> read = new HashSet<>();
    nodes.values().forEach(node -> read.addAll(node.getInputList()));
    GraphProto.Builder folded = graph.toBuilder().clearNode().clearInitializer();
    // The order of the graph, in which a product stands where the last of what it took in stood.
    for (NodeProto node : graph.getNodeList()) {
      if (nodes.containsKey(node.getOutput(0))) {
        folded.addNode(nodes.get(node.getOutput(0)));
      }
    }
    constants.values().stream()
        .filter(tensor -> read.contains(tensor.getName()))
        .forEach(folded::addInitializer);
    return folded.build();
  }
}
