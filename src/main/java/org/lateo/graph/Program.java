package org.lateo.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The nodes that some outputs are computed from, inputs before users, and the users of each. */
public final class Program {
  /** A user of a node: {@code user.input(k)} is the node. */
  record Use(Node user, int k) {}

  private final List<Node> outputs;
  private final List<Node> nodes;
  private final IdentityHashMap<Node, List<Use>> uses = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Boolean> gradients = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Boolean> fixed = new IdentityHashMap<>();

  /** The program that computes {@code outputs}; gradients are those of the first. */
  public Program(Node... outputs) {
    this.outputs = List.of(outputs);
    Set<Node> sorted = new LinkedHashSet<>();
    this.outputs.forEach(output -> visit(output, sorted));
    List.copyOf(sorted).forEach(node -> node.readByGradient().forEach(n -> visit(n, sorted)));
    this.nodes = List.copyOf(sorted);
    nodes.forEach(node -> uses.put(node, new ArrayList<>()));
    nodes.forEach(this::register);
  }

  private static void visit(Node node, Set<Node> sorted) {
    if (!sorted.contains(node)) {
      node.inputs().forEach(input -> visit(input, sorted));
      sorted.add(node);
    }
  }

  private void register(Node node) {
    boolean needed = node instanceof Parameter;
    for (int k = 0; k < node.inputs().size(); k++) {
      uses.get(node.input(k)).add(new Use(node, k));
      requireReadable(node, node.input(k));
      needed |= node.isDifferentiable() && gradients.get(node.input(k));
    }
    gradients.put(node, needed);
    boolean isLeaf = node instanceof Input || node instanceof Noise;
    fixed.put(
        node,
        !isLeaf && node.rows().perExample() == 0 && node.inputs().stream().allMatch(fixed::get));
  }

  private static void requireReadable(Node node, Node input) {
    if (input.isSparse() && !node.readsSparse()) {
      throw new IllegalArgumentException(
          node + " expects dense values, found the sparse " + input + "; use Densify.of");
    }
  }

  /** The outputs. */
  public List<Node> outputs() {
    return outputs;
  }

  /** All nodes, inputs before users. */
  public List<Node> nodes() {
    return nodes;
  }

  List<Use> uses(Node node) {
    return uses.get(node);
  }

  boolean needsGradient(Node node) {
    return gradients.get(node);
  }

  /** Whether the value is the same in every batch, as long as the parameters are. */
  boolean isFixed(Node node) {
    return fixed.get(node);
  }

  /** Whether matrix products read or write the node's arrays. */
  boolean isMultiplied(Node node) {
    return node.usesBlas() || isRead(node);
  }

  /** Whether matrix products read the node's value. */
  boolean isRead(Node node) {
    return uses(node).stream().anyMatch(use -> use.user().usesBlas());
  }
}
