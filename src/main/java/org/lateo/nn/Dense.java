package org.lateo.nn;

import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.SparseAffine;

/** activation(x W + b): {@code [rows, in]} to {@code [rows, out]}. */
public final class Dense implements Layer {
  private final Parameter weight;
  private final Parameter bias;
  private final Activation activation;

  /**
   * @param name a prefix for the parameters' names
   * @param in columns of the input, at least 1
   * @param out columns of the output, at least 1
   * @param weights how the weight matrix and the bias start
   */
  public Dense(String name, int in, int out, Activation activation, Initialiser weights) {
    this.weight = Parameter.weight(name + ".weight", in, out, weights);
    this.bias = new Parameter(name + ".bias", 1, out, weights.bias(in));
    this.activation = activation;
  }

  /** A layer without an activation. */
  public Dense(String name, int in, int out, Initialiser weights) {
    this(name, in, out, Activation.IDENTITY, weights);
  }

  /** What is added to each row, {@code [1, out]}. */
  public Parameter bias() {
    return bias;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public Node apply(Node x) {
    return activation.apply(affine(x));
  }

  private Node affine(Node x) {
    return x.isSparse() ? new SparseAffine(x, weight, bias) : new Affine(x, weight, bias);
  }

  @Override
  public int outputs() {
    return weight.columns();
  }
}
