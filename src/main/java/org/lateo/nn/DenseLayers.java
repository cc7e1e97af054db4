package org.lateo.nn;

import org.lateo.graph.Initialiser;

/** Makes the dense layers of a part of a model, all of one kind. */
@FunctionalInterface
public interface DenseLayers {
  /**
   * A layer.
   *
   * @param name a prefix for the parameters' names
   * @param in columns of the input, at least 1
   * @param out columns of the output, at least 1
   */
  DenseLayer dense(String name, int in, int out, Activation activation);

  /** A layer without an activation. */
  default DenseLayer dense(String name, int in, int out) {
    return dense(name, in, out, Activation.IDENTITY);
  }

  /**
   * Layers whose weights are numbers.
   *
   * @param weights how the weight matrices and the biases start
   */
  static DenseLayers of(Initialiser weights) {
    return (name, in, out, activation) -> new Dense(name, in, out, activation, weights);
  }
}
