package org.lateo.latent;

import org.lateo.config.Part;
import org.lateo.graph.Initialiser;
import org.lateo.graph.Node;
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

  /** The family with its parameters. */
  interface Conditional extends Module {
    /** q(z|x) for the rows of {@code hidden}, {@code [rows, width]}. */
    LatentDistribution given(Node hidden);
  }
}
