package org.lateo.onnx;

import java.util.Arrays;
import java.util.Locale;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.latent.LatentDistribution;
import org.lateo.objective.VAE;

/** What an exported graph computes. Features are raw values, in and out. */
public enum OnnxHead {
  /** {@code features [batch, D]} to {@code mean} and {@code log_variance}, {@code [batch, L]}. */
  ENCODER {
    @Override
    HeadGraph graph(VAE vae) {
      LatentDistribution q = vae.encode(vae.observed());
      return HeadGraph.of(vae.features(), "mean", q.mean()).and("log_variance", q.logVariance());
    }
  },
  /** {@code z [batch, L]} to {@code reconstruction [batch, D]}. */
  DECODER {
    @Override
    HeadGraph graph(VAE vae) {
      Input z = new Input("z", vae.latent());
      return HeadGraph.of(z, "reconstruction", vae.decode(z).mean());
    }
  },
  /**
   * {@code features [batch, D]} to {@code reconstruction [batch, D]}, decoded from the mean of z.
   */
  RECONSTRUCTION {
    @Override
    HeadGraph graph(VAE vae) {
      Node mean = vae.encode(vae.observed()).mean();
      return HeadGraph.of(vae.features(), "reconstruction", vae.decode(mean).mean());
    }
  };

  /** The {@link #id} of an encoder that another model continues. */
  public static final String PIPELINE = "pipeline";

  /** What a user calls it, such as {@code encoder}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The head of a name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static OnnxHead of(String id) {
    return Arrays.stream(values())
        .filter(head -> head.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a head of "
                        + Arrays.stream(values()).map(OnnxHead::id).toList()
                        + ", found "
                        + id));
  }

  /** What the head computes, as an expression over a model. */
  abstract HeadGraph graph(VAE vae);
}
