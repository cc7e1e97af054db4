package org.lateo.inference;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Densify;
import org.lateo.latent.Prior;
import org.lateo.model.Draws;
import org.lateo.model.VAE;

/**
 * The named outputs of an autoencoder. Values of features are raw values minus the model's origin.
 */
public final class VAEOutputs {
  /** The mean of q(z|x), {@code [batch, latent]}. */
  public static final String MEAN = "mean";

  /** The log-variance of q(z|x), {@code [batch, latent]}. */
  public static final String LOG_VARIANCE = "log_variance";

  /** The encoder's last hidden layer, {@code [batch, units]}; what it reads if it has none. */
  public static final String ENCODER_LAYER = "encoder_layer";

  /** The decoder's last hidden layer for the mean of q(z|x), {@code [batch, units]}. */
  public static final String DECODER_LAYER = "decoder_layer";

  /** {@link Score#latentNats}, {@code [batch, latent]} or {@code [batch, 1]}. */
  public static final String LATENT_NATS = "latent_nats";

  /** {@link Score#reconstruction}, {@code [batch, 1]}. */
  public static final String RECONSTRUCTION_NATS = "reconstruction_nats";

  /** {@link Score#kl}, {@code [batch, 1]}. */
  public static final String KL = "kl";

  /** The mean of p(x|z), averaged over draws of q(z|x), {@code [batch, columns]}. */
  public static final String POSTERIOR_MEAN = "posterior_mean";

  /** The mean of p(x|z) for the input {@code z}, {@code [batch, columns]}. */
  public static final String DECODED = "decoded";

  /** The mean of p(x|z) for a draw of p(z), {@code [batch, columns]}; absent without a prior. */
  public static final String SAMPLE = "sample";

  private VAEOutputs() {}

  /** The outputs of a model, with {@link FixedDraws#count} draws of q(z|x) for each row. */
  public static Map<String, Node> of(VAE vae) {
    int draws = FixedDraws.count(vae.latent());
    Score score = Score.of(vae, draws);
    Map<String, Node> outputs = new LinkedHashMap<>();
    outputs.put(MEAN, score.mean());
    outputs.put(LOG_VARIANCE, score.logVariance());
    outputs.put(ENCODER_LAYER, encoderLayer(vae));
    outputs.put(DECODER_LAYER, decoderLayer(vae));
    outputs.put(LATENT_NATS, score.latentNats());
    outputs.put(RECONSTRUCTION_NATS, score.reconstruction());
    outputs.put(KL, score.kl());
    outputs.put(POSTERIOR_MEAN, posteriorMean(vae, draws));
    outputs.put(DECODED, vae.decode(new Input("z", vae.latent())).mean());
    if (vae.hasPrior()) {
      outputs.put(SAMPLE, sample(vae));
    }
    return outputs;
  }

  /** See {@link #ENCODER_LAYER}. */
  public static Node encoderLayer(VAE vae) {
    return Densify.of(vae.encoder().apply(vae.encoderInput(vae.observed())));
  }

  /** See {@link #DECODER_LAYER}. */
  public static Node decoderLayer(VAE vae) {
    return vae.decoder().apply(vae.encode(vae.observed()).mean());
  }

  private static Node posteriorMean(VAE vae, int count) {
    Draws draws = Draws.of(vae.encode(vae.observed()), count);
    return draws.mean(vae.decode(draws.z()).mean());
  }

  private static Node sample(VAE vae) {
    int columns = vae.latent() + vae.prior().noiseColumns();
    return vae.decode(vae.prior().sample(new Noise(Prior.NOISE, Rows.BATCH, columns))).mean();
  }
}
