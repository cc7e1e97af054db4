package org.lateo.nn;

import org.lateo.graph.Initialiser;

/** Makes the hidden layers of a {@link MultilayerPerceptron}, all of one kind. */
@FunctionalInterface
public interface HiddenLayers {
  /**
   * A layer.
   *
   * @param name a prefix for the parameters' names
   * @param in columns of the input, at least 1
   * @param out columns of the output, at least 1
   */
  Layer layer(String name, int in, int out, Activation activation);

  /**
   * Layers whose weights are numbers.
   *
   * @param gated whether layers are {@link Gated} instead of {@link Dense}
   * @param weights how the weight matrices and the biases start
   */
  static HiddenLayers of(boolean gated, Initialiser weights) {
    return gated
        ? (name, in, out, activation) -> new Gated(name, in, out, activation, weights)
        : (name, in, out, activation) -> new Dense(name, in, out, activation, weights);
  }
}
