package org.lateo.latent;

import java.util.Optional;
import org.lateo.config.Part;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;
import org.lateo.nn.Module;

/** A family of distributions p(z). */
public interface Prior extends Part {
  /** The key of the noise that priors are drawn with. */
  String NOISE = "prior";

  /**
   * Makes the prior's parameters, if it has any.
   *
   * @param latent dimensions of z
   * @param recognition how the model reads rows, for priors that are made of posteriors
   * @throws IllegalArgumentException if the prior does not go with that posterior, saying why
   */
  Learned connect(int latent, Recognition recognition);

  /** The way from rows to q(z|x): the encoder and the posterior. */
  interface Recognition {
    /** The columns that the encoder reads. */
    int columns();

    /**
     * q(z|x).
     *
     * @param rows on the scale that the encoder reads, {@code [rows, columns]}
     */
    LatentDistribution given(Node rows);
  }

  /** The family with its parameters. */
  interface Learned extends Module {
    /**
     * log p(z) in nats, {@code [rows, latent]} where it is a sum over the dimensions, {@code [rows,
     * 1]} otherwise.
     */
    Node logDensity(Node z);

    /**
     * KL(q(z|x) || p(z)) in nats, shaped as {@link #logDensity}, where there is a closed form;
     * empty, as here, where it has to be estimated from samples.
     */
    default Optional<Node> divergence(LatentDistribution q) {
      return Optional.empty();
    }

    /**
     * z as a function of noise.
     *
     * @param noise draws of N(0, 1), {@code [rows, latent + noiseColumns]}
     * @return {@code [rows, latent]}
     */
    Node sample(Node noise);

    /** Columns of noise that {@link #sample} needs beside those of z. */
    default int noiseColumns() {
      return 0;
    }

    /**
     * The parameter whose rows are on the scale that the encoder reads, if there is one; it is best
     * started from training rows.
     */
    default Optional<Parameter> pseudoInputs() {
      return Optional.empty();
    }
  }
}
