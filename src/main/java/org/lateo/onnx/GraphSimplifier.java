package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes a graph of a Tribuo context smaller without changing what it computes: nodes that no output
 * needs are dropped, assignments become names, a factor after a matrix product becomes part of the
 * product, and names lose the suffix {@code _0} that Tribuo appends.
 */
final class GraphSimplifier {
  private static final String FIRST = "_0";

  private final GraphProto graph;
  private final Set<String> outputs = new HashSet<>();
  private final Map<String, TensorProto> initializers = new HashMap<>();
  private List<NodeProto> nodes;

  private GraphSimplifier(GraphProto graph) {
    this.graph = graph;
    this.nodes = graph.getNodeList();
    graph.getOutputList().forEach(output -> outputs.add(output.getName()));
    graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
  }

  static GraphProto simplify(GraphProto graph) {
    GraphSimplifier simplifier = new GraphSimplifier(graph);
    simplifier.dropUnused();
    simplifier.dropAssignments();
    simplifier.foldFactors();
    return simplifier.build();
  }

  /** Nodes come after those they read, so one pass from the end finds the needed ones. */
  private void dropUnused() {
    Set<String> needed = new HashSet<>(outputs);
    List<NodeProto> kept = new ArrayList<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeProto node = nodes.get(i);
      if (node.getOutputList().stream().anyMatch(needed::contains)) {
        needed.addAll(node.getInputList());
        kept.add(0, node);
      }
    }
    nodes = kept;
  }

  /**
   * Drops each Identity that gives a value the name of a graph output, and renames the value. An
   * Identity stays if it reads an input or constant of the graph, or another output.
   */
  private void dropAssignments() {
    Set<String> computed = new HashSet<>();
    nodes.forEach(node -> computed.addAll(node.getOutputList()));
    Map<String, String> renamed = new HashMap<>();
    List<NodeProto> kept = new ArrayList<>();
    for (NodeProto node : nodes) {
      boolean assigns =
          node.getOpType().equals("Identity")
              && outputs.contains(node.getOutput(0))
              && computed.contains(node.getInput(0))
              && !outputs.contains(node.getInput(0))
              && renamed.putIfAbsent(node.getInput(0), node.getOutput(0)) == null;
      if (!assigns) {
        kept.add(node);
      }
    }
    nodes = kept;
    rename(name -> renamed.getOrDefault(name, name));
  }

  /** (x W + b) s = s x W + s b for a single number s, if no other node reads the product. */
  private void foldFactors() {
    Map<String, Integer> uses = new HashMap<>();
    nodes.forEach(node -> node.getInputList().forEach(name -> uses.merge(name, 1, Integer::sum)));
    Map<String, NodeProto> products = new HashMap<>();
    for (NodeProto node : nodes) {
      boolean plain = node.getOpType().equals("Gemm") && node.getAttributeCount() == 0;
      boolean single = plain && uses.getOrDefault(node.getOutput(0), 0) == 1;
      if (single && !outputs.contains(node.getOutput(0))) {
        products.put(node.getOutput(0), node);
      }
    }
    Map<NodeProto, NodeProto> replaced = new HashMap<>();
    for (NodeProto node : nodes) {
      NodeProto product = node.getInputCount() == 0 ? null : products.get(node.getInput(0));
      if (product != null && node.getOpType().equals("Mul") && isSingle(node.getInput(1))) {
        float factor = initializers.get(node.getInput(1)).getFloatData(0);
        replaced.put(product, scaled(product, factor, node.getOutput(0)));
        replaced.put(node, null);
      }
    }
    List<NodeProto> kept = new ArrayList<>(nodes);
    kept.replaceAll(node -> replaced.getOrDefault(node, node));
    kept.removeIf(Objects::isNull);
    nodes = kept;
  }

  private boolean isSingle(String name) {
    TensorProto tensor = initializers.get(name);
    return tensor != null && tensor.getDimsCount() == 0 && tensor.getFloatDataCount() == 1;
  }

  private static NodeProto scaled(NodeProto product, float factor, String output) {
    return product.toBuilder()
        .setOutput(0, output)
        .addAttribute(ONNXNodes.attribute("alpha", factor))
        .addAttribute(ONNXNodes.attribute("beta", factor))
        .build();
  }

  private void rename(UnaryOperator<String> names) {
    List<NodeProto> after = new ArrayList<>();
    for (NodeProto node : nodes) {
      NodeProto.Builder builder = node.toBuilder().clearInput().clearOutput();
      node.getInputList().forEach(name -> builder.addInput(names.apply(name)));
      node.getOutputList().forEach(name -> builder.addOutput(names.apply(name)));
      after.add(builder.setName(builder.getOutput(0)).build());
    }
    nodes = after;
  }

  private GraphProto build() {
    Set<String> fixed = new HashSet<>(outputs);
    graph.getInputList().stream().map(ValueInfoProto::getName).forEach(fixed::add);
    Set<String> read = new HashSet<>();
    Set<String> taken = new HashSet<>(fixed);
    for (NodeProto node : nodes) {
      read.addAll(node.getInputList());
      taken.addAll(node.getInputList());
      taken.addAll(node.getOutputList());
    }
    UnaryOperator<String> names = name -> fixed.contains(name) ? name : withoutNumber(name, taken);
    rename(names);
    GraphProto.Builder builder = graph.toBuilder().clearNode().clearInitializer().addAllNode(nodes);
    for (TensorProto tensor : graph.getInitializerList()) {
      if (read.contains(tensor.getName())) {
        builder.addInitializer(tensor.toBuilder().setName(names.apply(tensor.getName())));
      }
    }
    return builder.build();
  }

  private static String withoutNumber(String name, Set<String> taken) {
    if (!name.endsWith(FIRST) || name.length() == FIRST.length()) {
      return name;
    }
    String shorter = name.substring(0, name.length() - FIRST.length());
    return taken.contains(shorter) ? name : shorter;
  }
}
