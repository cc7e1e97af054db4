package org.lateo.nn;

import org.lateo.graph.Parameter;

/** activation(x W + b), where W and b are numbers or have distributions. */
public interface DenseLayer extends Layer {
  /** What is added to each row, {@code [1, out]}: b, or its means. */
  Parameter bias();
}
