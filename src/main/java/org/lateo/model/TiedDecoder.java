package org.lateo.model;

import java.util.ArrayList;
import java.util.List;
import org.lateo.graph.Initialiser;
import org.lateo.latent.Posterior;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Scaling;
import org.lateo.nn.Activation;
import org.lateo.nn.Dense;
import org.lateo.nn.DenseLayers;
import org.lateo.nn.Layer;
import org.lateo.nn.MultilayerPerceptron;

/**
 * A decoder that goes back through the encoder's layers: each of its weights is one of the
 * encoder's, transposed.
 *
 * @param hidden the way back to the encoder's first layer, {@code [rows, latent]} to {@code [rows,
 *     width]}
 * @param first the encoder's first layer, whose weight gives the columns' means
 * @param weights how the biases start
 */
record TiedDecoder(MultilayerPerceptron hidden, Dense first, Initialiser weights) {
  /**
   * The decoder of an encoder of dense layers.
   *
   * @param activation of hidden layers
   * @throws IllegalArgumentException if z is not the value of one layer
   */
  static TiedDecoder of(
      MultilayerPerceptron encoder,
      Posterior.Conditional posterior,
      Activation activation,
      Initialiser weights) {
    Dense code = posterior.layer().orElseThrow(TiedDecoder::noLayer);
    List<Dense> there = new ArrayList<>();
    encoder.layers().forEach(layer -> there.add((Dense) layer));
    there.add(code);
    List<Layer> back = new ArrayList<>();
    for (int k = there.size() - 1; k > 0; k--) {
      int width = there.get(k - 1).outputs();
      back.add(there.get(k).reversed("decoder." + back.size(), width, activation, weights));
    }
    return new TiedDecoder(new MultilayerPerceptron(code.outputs(), back), there.get(0), weights);
  }

  private static IllegalArgumentException noLayer() {
    return new IllegalArgumentException(
        "expected the posterior point for tied weights, whose code is one layer to go back"
            + " through, found another");
  }

  /** The likelihood, whose means the encoder's first weight gives. */
  Likelihood.Conditional likelihood(Likelihood family, Scaling scaling) {
    String name = "likelihood";
    Dense means = first.reversed(name + ".mean", scaling.columns(), Activation.IDENTITY, weights);
    return family.connect(name, hidden.outputs(), means, scaling, DenseLayers.of(weights));
  }
}
