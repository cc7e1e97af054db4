package org.lateo.onnx;

import java.util.List;
import java.util.function.Function;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.inference.Score;
import org.lateo.latent.LatentDistribution;
import org.lateo.model.VAE;

/**
 * The inputs and outputs of an exported graph. Features are raw values in inputs and outputs. D is
 * the number of features, L the number of latent dimensions. NaN is a missing value in the features
 * that {@link ONNXMetadata#MISSING_FIELD} names; the columns of one field are NaN together.
 */
public final class ONNXHead {
  /** {@code input [batch, D]} to {@code mean} and {@code log_variance}, {@code [batch, L]}. */
  public static final ONNXHead ENCODER = new ONNXHead("encoder", ONNXHead::encoder);

  /** {@code z [batch, L]} to {@code reconstruction [batch, D]}. */
  public static final ONNXHead DECODER = new ONNXHead("decoder", ONNXHead::decoder);

  /** {@code input [batch, D]} to {@code reconstruction [batch, D]}, decoded from the mean of z. */
  public static final ONNXHead RECONSTRUCTION =
      new ONNXHead("reconstruction", ONNXHead::reconstruction);

  /**
   * The name of the input of features, which is also the name in Tribuo's exports, so that programs
   * for these read Lateo's files. Only the decoder has another input, {@code z}.
   */
  public static final String INPUT = "input";

  /** The head in the metadata of an encoder that another model continues. */
  public static final String PIPELINE = "pipeline";

  private final String id;
  private final Function<VAE, HeadGraph> graph;

  private ONNXHead(String id, Function<VAE, HeadGraph> graph) {
    this.id = id;
    this.graph = graph;
  }

  /**
   * {@code input [batch, D]} to {@code elbo}, {@code reconstruction_nats} and {@code kl}, {@code
   * [batch, 1]}, and {@code feature_nats [batch, D]}, in nats; see {@link Score}.
   *
   * @param draws the model's draws of z, {@code [any, L]}
   */
  public static ONNXHead score(float[] draws) {
    float[] copy = draws.clone();
    return new ONNXHead("score", vae -> score(vae, copy));
  }

  /**
   * Every head of a model.
   *
   * @param draws the model's draws of z, {@code [any, L]}
   */
  public static List<ONNXHead> all(float[] draws) {
    return List.of(ENCODER, DECODER, RECONSTRUCTION, score(draws));
  }

  /**
   * The head of a name.
   *
   * @param draws the model's draws of z, {@code [any, L]}
   * @throws IllegalArgumentException if there is no such head, listing the heads
   */
  public static ONNXHead of(String id, float[] draws) {
    List<ONNXHead> heads = all(draws);
    return heads.stream()
        .filter(head -> head.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Expected a head of " + heads + ", found " + id));
  }

  /** The head's name, such as {@code encoder}. */
  public String id() {
    return id;
  }

  /** The head's expressions over a model. */
  HeadGraph graph(VAE vae) {
    return graph.apply(vae);
  }

  @Override
  public String toString() {
    return id;
  }

  private static HeadGraph encoder(VAE vae) {
    LatentDistribution q = vae.encode(vae.observed());
    return HeadGraph.of(vae.features())
        .with("mean", q.mean())
        .with("log_variance", q.logVariance());
  }

  private static HeadGraph decoder(VAE vae) {
    Input z = new Input("z", vae.latent());
    return HeadGraph.of(z).with(HeadGraph.ROWS, vae.reconstruct(z));
  }

  private static HeadGraph reconstruction(VAE vae) {
    Node mean = vae.encode(vae.observed()).mean();
    return HeadGraph.of(vae.features()).with(HeadGraph.ROWS, vae.reconstruct(mean));
  }

  private static HeadGraph score(VAE vae, float[] draws) {
    if (draws.length == 0 || draws.length % vae.latent() != 0) {
      throw new IllegalArgumentException(
          "Expected draws of " + vae.latent() + " dimensions, found " + draws.length + " numbers");
    }
    Score score = Score.of(vae, draws.length / vae.latent());
    return HeadGraph.of(vae.features())
        .with("elbo", score.elbo())
        .with("reconstruction_nats", score.reconstruction())
        .with("kl", score.kl())
        .with("feature_nats", score.featureNats())
        .withDraws(score.noise(), draws)
        .withScale(ONNXHead::nats);
  }

  /** Σ|feature nats| + |kl|: the terms of an evidence lower bound near zero are not small. */
  private static double nats(OutputRow row) {
    return row.size("feature_nats") + row.size("kl");
  }
}
