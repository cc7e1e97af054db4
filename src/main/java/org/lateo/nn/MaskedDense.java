package org.lateo.nn;

import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Affine;
import org.lateo.graph.op.MaskedWeights;

/**
 * x W + b where some elements of W are held at zero: {@code [rows, in]} to {@code [rows, out]}. A
 * prior on weights draws the parameters of these elements to zero too, on which nothing depends.
 */
public final class MaskedDense implements Layer {
  private final Parameter weight;
  private final Parameter bias;
  private final Node masked;

  /**
   * @param name a prefix for the parameters' names
   * @param kept which elements of W are not held at zero
   * @param weights how the weight matrix starts
   * @param firstBias where the bias starts
   */
  public MaskedDense(
      String name, int in, int out, MaskedWeights.Mask kept, Initialiser weights, float firstBias) {
    this(name, in, out, kept, false, weights, firstBias);
  }

  /**
   * As above.
   *
   * @param ordered see {@link MaskedWeights}, which makes products cheaper
   */
  public MaskedDense(
      String name,
      int in,
      int out,
      MaskedWeights.Mask kept,
      boolean ordered,
      Initialiser weights,
      float firstBias) {
    this.weight = Parameter.weight(name + ".weight", in, out, weights);
    this.bias = new Parameter(name + ".bias", 1, out, Initialiser.constant(firstBias));
    this.masked = new MaskedWeights(weight, kept, ordered);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public Node apply(Node x) {
    return new Affine(x, masked, bias);
  }

  @Override
  public int outputs() {
    return weight.columns();
  }
}
