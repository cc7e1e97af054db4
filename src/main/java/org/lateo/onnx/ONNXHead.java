package org.lateo.onnx;

import java.util.List;
import java.util.function.Function;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.latent.LatentDistribution;
import org.lateo.model.VAE;
import org.lateo.inference.Score;

/**
 * What an exported graph computes. Features are raw values, in and out. D is the number of
 * features, L that of latent dimensions. NaN stands for a missing value in the features that {@link
 * ONNXMetadata#MISSING_FIELD} names; the columns of one field are NaN together.
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
   * The name of the input of features in every file, which is also that of Tribuo's own exports, so
   * that its programs read ours. Only the decoder has another, {@code z}.
   */
  public static final String INPUT = "input";

  /** The {@link #id} of an encoder that another model continues. */
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
   * @param draws the model's, {@code [any, L]}
   */
  public static ONNXHead score(float[] draws) {
    float[] copy = draws.clone();
    return new ONNXHead("score", vae -> score(vae, copy));
  }

  /**
   * Every head of a model.
   *
   * @param draws as {@link #score} takes them
   */
  public static List<ONNXHead> all(float[] draws) {
    return List.of(ENCODER, DECODER, RECONSTRUCTION, score(draws));
  }

  /**
   * The head of a name.
   *
   * @param draws as {@link #score} takes them
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static ONNXHead of(String id, float[] draws) {
    List<ONNXHead> heads = all(draws);
    return heads.stream()
        .filter(head -> head.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Expected a head of " + heads + ", found " + id));
  }

  /** What a user calls it, such as {@code encoder}. */
  public String id() {
    return id;
  }

  /** What the head computes, as an expression over a model. */
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

  /** Σ|feature nats| + |kl|: the parts of an evidence lower bound near zero are not small. */
  private static double nats(OutputRow row) {
    return row.size("feature_nats") + row.size("kl");
  }
}
