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
 * Folds operations on each column before and after a matrix product into the product's weights: the
 * scaling of features into the first layer, and its inverse into the last. For x W + b,
 *
 * <ul>
 *   <li>(x * s) W = x (diag(s) W), and (x - c) W + b = x W + (b - c W);
 *   <li>(x W + b) * s = x (W diag(s)) + b s, and x W + b + c = x W + (b + c).
 * </ul>
 *
 * <p>A shift before the product is not folded if it is large beside the scale, such as a shift of
 * 2000 years beside a scale of decades: x W would be a difference of large numbers in floats.
 */
final class AffineFolding {
  private static final Set<String> COLUMNWISE = Set.of("Add", "Sub", "Mul", "Div");

  /** The largest shift that is folded into weights, in units of the scale. */
  private static final double LARGEST_SHIFT = 16;

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

  /** Whether a node is x W + b with weights and biases that no other node reads. */
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
      return; // Weights may be large, and are read only where needed.
    }
    TensorProto weight = constants.get(product.getInput(1));
    TensorProto bias = constants.get(product.getInput(2));
    Weights weights = new Weights(weight, bias);
    String input = foldBefore(product.getInput(0), weights);
    String output = foldAfter(product.getOutput(0), weights);
    if (weights.changed) {
      constants.put(weight.getName(), Tensors.with(weight, weights.weight));
      constants.put(bias.getName(), Tensors.with(bias, weights.bias));
      nodes.remove(product.getOutput(0));
      nodes.put(
          output,
          product.toBuilder().setInput(0, input).setOutput(0, output).setName(output).build());
    }
  }

  /** Folds the nodes before a product, and returns the value that it then reads. */
  private String foldBefore(String value, Weights weights) {
    NodeProto node = nodes.get(value);
    boolean folds =
        uses.get(value) == 1
            && isColumnwise(node)
            && row(node, weights.factor.length) != null
            && weights.before(node.getOpType(), row(node, weights.factor.length));
    if (!folds) {
      return value;
    }
    nodes.remove(value);
    return foldBefore(node.getInput(0), weights);
  }

  /** Folds the nodes after a product, and returns the name of its value then. */
  private String foldAfter(String value, Weights weights) {
    NodeProto node = reader(value);
    if (uses.get(value) != 1 || !isColumnwise(node) || row(node, weights.bias.length) == null) {
      return value;
    }
    weights.after(node.getOpType(), row(node, weights.bias.length));
    nodes.remove(node.getOutput(0));
    return foldAfter(node.getOutput(0), weights);
  }

  private NodeProto reader(String value) {
    return nodes.values().stream()
        .filter(node -> node.getInputCount() > 0 && node.getInput(0).equals(value))
        .findFirst()
        .orElse(null);
  }

  /** Whether a node, which may be null, adds or multiplies by a constant. */
  private boolean isColumnwise(NodeProto node) {
    return node != null
        && node.getDomain().isEmpty()
        && COLUMNWISE.contains(node.getOpType())
        && constants.containsKey(node.getInput(1))
        && Tensors.isFloat(constants.get(node.getInput(1)));
  }

  /** A node's constant as a row, or null if it is not a row of that many columns. */
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
    // In the graph's order, in which a product stands in the place of the last folded node.
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

  /** The weights of a product, W {@code [rows, columns]} and b {@code [columns]}. */
  private static final class Weights {
    private final float[] weight;
    private final float[] bias;

    /** What the rows of W have been multiplied by. */
    private final double[] factor;

    private boolean changed;

    Weights(TensorProto weight, TensorProto bias) {
      this.weight = Tensors.floats(weight);
      this.bias = Tensors.floats(bias);
      this.factor = new double[this.weight.length / this.bias.length];
      Arrays.fill(factor, 1);
    }

    /**
     * Folds an operation on x.
     *
     * @param operator Add, Sub, Mul or Div
     * @param row the constant that the operator takes, {@code [rows]}
     * @return whether it was folded; false for a shift that is too large
     */
    boolean before(String operator, float[] row) {
      if (!isFactor(operator) && isLarge(row)) {
        return false;
      }
      for (int r = 0; r < row.length && isFactor(operator); r++) {
        double s = factor(operator, row[r]);
        factor[r] *= s;
        scaleRow(r, s);
      }
      if (!isFactor(operator)) {
        shift(sign(operator), row);
      }
      changed = true;
      return true;
    }

    /** Folds an operation on x W + b, whose constant is {@code [columns]}. */
    void after(String operator, float[] row) {
      for (int c = 0; c < bias.length; c++) {
        if (isFactor(operator)) {
          scaleColumn(c, factor(operator, row[c]));
        } else {
          bias[c] = (float) (bias[c] + sign(operator) * row[c]);
        }
      }
      changed = true;
    }

    private static boolean isFactor(String operator) {
      return operator.equals("Mul") || operator.equals("Div");
    }

    private static double factor(String operator, float value) {
      return operator.equals("Mul") ? value : 1 / (double) value;
    }

    private static double sign(String operator) {
      return operator.equals("Add") ? 1 : -1;
    }

    private boolean isLarge(float[] row) {
      boolean large = false;
      for (int r = 0; r < row.length; r++) {
        large |= !(Math.abs(row[r] * factor[r]) <= LARGEST_SHIFT);
      }
      return large;
    }

    private void shift(double sign, float[] row) {
      for (int c = 0; c < bias.length; c++) {
        double sum = 0;
        for (int r = 0; r < row.length; r++) {
          sum += (double) row[r] * weight[r * bias.length + c];
        }
        bias[c] = (float) (bias[c] + sign * sum);
      }
    }

    private void scaleRow(int r, double s) {
      for (int i = r * bias.length; i < (r + 1) * bias.length; i++) {
        weight[i] = (float) (weight[i] * s);
      }
    }

    private void scaleColumn(int c, double s) {
      bias[c] = (float) (bias[c] * s);
      for (int i = c; i < weight.length; i += bias.length) {
        weight[i] = (float) (weight[i] * s);
      }
    }
  }
}
