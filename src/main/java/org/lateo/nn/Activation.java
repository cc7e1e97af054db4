package org.lateo.nn;

import java.util.function.UnaryOperator;
import org.lateo.graph.Node;
import org.lateo.graph.op.Elu;
import org.lateo.graph.op.Gelu;
import org.lateo.graph.op.Relu;
import org.lateo.graph.op.Sigmoid;
import org.lateo.graph.op.Softplus;
import org.lateo.graph.op.Tanh;

/** The function after a layer's matrix product. */
public enum Activation {
  /** Hyperbolic tangent. */
  TANH(Tanh::new),
  /** max(x, 0). */
  RELU(Relu::new),
  /** log(1 + e^x). */
  SOFTPLUS(Softplus::new),
  /** 1 / (1 + e^-x). */
  SIGMOID(Sigmoid::new),
  /** x for positive x, e^x - 1 otherwise. */
  ELU(Elu::new),
  /** x times the normal distribution function of x. */
  GELU(Gelu::new),
  /** No function. */
  IDENTITY(UnaryOperator.identity());

  @SuppressWarnings("ImmutableEnumChecker") // Constructors and the identity: nothing to change.
  private final UnaryOperator<Node> function;

  Activation(UnaryOperator<Node> function) {
    this.function = function;
  }

  /** Applies it to each element; the shape stays. */
  public Node apply(Node x) {
    return function.apply(x);
  }
}
