package org.lateo.latent;

import java.util.Optional;
import org.lateo.config.Part;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
import org.lateo.nn.Dense;
import org.lateo.nn.Module;

/** A family of distributions q(z|x), read off the encoder's last layer. */
public interface Posterior extends Part {
  /**
   * Makes the parameters that turn the encoder's output into a distribution.
   *
   * @param width columns of the encoder's output
   * @param latent dimensions of z
   */
  Conditional connect(int width, int latent, Initialiser weights);

  /**
   * Whether q(z|x) is a point, whose divergence from a prior would be infinite: then the model has
   * no prior, see {@link NoPrior}.
   */
  default boolean isPoint() {
    return false;
  }

  /** The family with its parameters. */
  interface Conditional extends Module {
    /** q(z|x) for the rows of {@code hidden}, {@code [rows, width]}. */
    LatentDistribution given(Node hidden);

    /** The one layer whose value is z, where there is nothing else to the family. */
    default Optional<Dense> layer() {
      return Optional.empty();
    }
  }
}
