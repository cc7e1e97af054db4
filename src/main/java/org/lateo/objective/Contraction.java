package org.lateo.objective;

import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.graph.op.Broadcast;
import org.lateo.graph.op.MeanRows;
import org.lateo.graph.op.ParameterRows;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.SumColumns;
import org.lateo.model.VAE;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;

/**
 * How much a code changes with what the encoder reads: the squared Frobenius norm of the Jacobian.
 * Of one layer h = s(x W + b) it is the sum over units of s'² times the squared norm of the unit's
 * weights, and s' follows from h.
 */
final class Contraction {
  private Contraction() {}

  /**
   * The squared norm at each row, {@code [batch, 1]}.
   *
   * @param code the layer's value, {@code [batch, latent]}
   * @throws IllegalArgumentException if the encoder has more than one layer, or a function whose
   *     derivative does not follow from its value
   */
  static Node of(VAE vae, Node code) {
    Dense layer =
        vae.onlyLayer()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "contraction: expected an encoder of one layer (no hidden layers, posterior"
                            + " point), found more: the Jacobian of several layers has no closed form"
                            + " that is cheap; denoising does much the same for any encoder"));
    Node slopes = slopes(layer.activation(), code);
    Node squares = slopes == null ? null : new Product(slopes, slopes);
    Node norms = new Broadcast(squaredNorms(layer), code.rows(), code.columns());
    return SumColumns.of(squares == null ? norms : new Product(squares, norms));
  }

  /** The derivative, from the value; null where it is 1. */
  private static Node slopes(Activation activation, Node h) {
    return switch (activation) {
      case SIGMOID -> new Product(h, ScaleColumns.of(h, -1, 1));
      case TANH -> ScaleColumns.of(new Product(h, h), -1, 1);
      case IDENTITY -> null;
      default ->
          throw new IllegalArgumentException(
              "contraction: expected a code of SIGMOID, TANH or IDENTITY, whose derivative follows"
                  + " from the value, found "
                  + activation);
    };
  }

  /** Of the weights that lead to each unit, {@code [1, latent]}. */
  private static Node squaredNorms(Dense layer) {
    Node weight = new ParameterRows((Parameter) layer.weight());
    int rows = weight.rows().fixed();
    return ScaleColumns.of(MeanRows.of(new Product(weight, weight), rows), rows, 0);
  }
}
