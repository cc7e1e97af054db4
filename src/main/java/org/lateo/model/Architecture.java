package org.lateo.model;

import java.util.List;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.likelihood.Likelihood;
import org.lateo.nn.Activation;
import org.lateo.nn.Sizes;
import org.lateo.nn.WeightInitialiser;

/**
 * The shape of a variational autoencoder, before any parameter.
 *
 * @param encoder sizes of the encoder's hidden layers; none for a linear encoder
 * @param decoder sizes of the decoder's hidden layers; none for a linear decoder
 * @param activation after each hidden layer
 * @param gated whether each hidden layer has a gate, see {@link org.lateo.nn.Gated}
 * @param latent dimensions of z
 * @param posterior the family of q(z|x)
 * @param prior the family of p(z)
 * @param likelihood the family of p(x|z)
 * @param weights how weight matrices start
 */
public record Architecture(
    List<Integer> encoder,
    List<Integer> decoder,
    Activation activation,
    boolean gated,
    int latent,
    Posterior posterior,
    Prior prior,
    Likelihood likelihood,
    WeightInitialiser weights) {
  /** Copies the lists, and refuses sizes below 1 or above those of {@link Sizes}. */
  public Architecture {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
    Sizes.requireLayers("encoder", encoder);
    Sizes.requireLayers("decoder", decoder);
    Sizes.require("latent", Sizes.LATENT, latent);
  }
}
