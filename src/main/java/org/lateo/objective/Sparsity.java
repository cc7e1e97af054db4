package org.lateo.objective;

import org.lateo.graph.Node;
import org.lateo.graph.op.Relu;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.model.VAE;
import org.lateo.nn.Activation;

/** How far a code is from a sparse one. */
public enum Sparsity {
  /**
   * The sum over units of KL(activity || mean of the unit over the batch), for codes in (0, 1). It
   * says how often a unit is used and does not depend on the units' scale.
   */
  KL,
  /**
   * The sum of absolute values, for any code. It also shrinks the code, which a decoder with larger
   * weights makes up for; a prior on weights, or tied weights, stop that.
   */
  L1;

  /**
   * The penalty of each row, {@code [batch, 1]}.
   *
   * @param code {@code [batch, latent]}
   * @param activity the wanted mean of a unit, for KL
   * @throws IllegalArgumentException if the code is outside of (0, 1) where it must not be
   */
  Node of(VAE vae, Node code, double activity) {
    if (this == L1) {
      Node size = Sum.add(new Relu(code), new Relu(ScaleColumns.of(code, -1, 0)));
      return SumColumns.of(size);
    }
    boolean unit =
        vae.posterior()
            .layer()
            .filter(layer -> layer.activation() == Activation.SIGMOID)
            .isPresent();
    if (!unit) {
      throw new IllegalArgumentException(
          "sparsity: expected a code between 0 and 1 (posterior point:activation=SIGMOID), whose mean"
              + " is how often a unit is used, found another; for any code there is sparsityBy=L1");
    }
    return SumColumns.of(new ActivityDivergence(code, activity));
  }
}
