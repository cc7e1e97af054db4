package org.lateo.nn;

import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.SparseAffine;
import org.lateo.graph.op.Transposed;

/** activation(x W + b): {@code [rows, in]} to {@code [rows, out]}. */
public final class Dense implements DenseLayer {
  private final Node weight;
  private final Parameter bias;
  private final Activation activation;

  /**
   * @param name a prefix for the parameters' names
   * @param in columns of the input, at least 1
   * @param out columns of the output, at least 1
   * @param weights how the weight matrix and the bias start
   */
  public Dense(String name, int in, int out, Activation activation, Initialiser weights) {
    this(
        Parameter.weight(name + ".weight", in, out, weights),
        new Parameter(name + ".bias", 1, out, weights.bias(in)),
        activation);
  }

  private Dense(Node weight, Parameter bias, Activation activation) {
    this.weight = weight;
    this.bias = bias;
    this.activation = activation;
  }

  /** A layer without an activation. */
  public Dense(String name, int in, int out, Initialiser weights) {
    this(name, in, out, Activation.IDENTITY, weights);
  }

  /**
   * A layer the other way, {@code [rows, outputs]} to {@code [rows, in]}, whose weight is this
   * one's transposed: one parameter, trained by both. Only the bias is its own.
   *
   * @param name a prefix for the bias's name
   * @param in how many of this layer's inputs it gives, the first ones
   * @throws IllegalArgumentException if this layer's weight is another's already
   */
  public Dense reversed(String name, int in, Activation function, Initialiser weights) {
    if (!(weight instanceof Parameter own)) {
      throw new IllegalArgumentException(
          "Expected a layer with a weight of its own, found " + weight);
    }
    Parameter newBias = new Parameter(name + ".bias", 1, in, weights.bias(outputs()));
    return new Dense(new Transposed(own, in), newBias, function);
  }

  /** W, {@code [in, out]}: a parameter, or made from another layer's. */
  public Node weight() {
    return weight;
  }

  /** The function after the product. */
  public Activation activation() {
    return activation;
  }

  @Override
  public Parameter bias() {
    return bias;
  }

  @Override
  public List<Parameter> parameters() {
    return weight instanceof Parameter own ? List.of(own, bias) : List.of(bias);
  }

  @Override
  public Node apply(Node x) {
    return activation.apply(affine(x));
  }

  private Node affine(Node x) {
    return x.isSparse() && weight instanceof Parameter own
        ? new SparseAffine(x, own, bias)
        : new Affine(x, weight, bias);
  }

  @Override
  public int outputs() {
    return weight.columns();
  }
}
