package org.lateo.inference;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lateo.graph.Node;
import org.lateo.graph.op.Product;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.model.VAE;

/**
 * The parts of a row's score, see {@link ScoreSplit}, as expressions.
 *
 * @param features the part of each feature, {@code [batch, columns]}; empty if the score has none
 * @param latents the part of each latent dimension, {@code [batch, latent]}, or one joint entry,
 *     {@code [batch, 1]}; empty if the score has none
 * @param noise the noise that {@link FixedDraws} of the model fill, {@code [batch * draws,
 *     latent]}; empty if nothing is drawn
 */
public record ScoreParts(Optional<Node> features, Optional<Node> latents, Optional<Node> noise) {
  /** The name of {@link #features} among outputs. */
  static final String FEATURES = "features";

  /** The name of {@link #latents} among outputs. */
  static final String LATENTS = "latents";

  /**
   * The parts of a score.
   *
   * @param units of each column's reconstruction error, {@code [columns]}
   * @param draws what a bound is averaged over, see {@link FixedDraws}
   * @throws IllegalArgumentException for {@link ScoreKind#LOG_LIKELIHOOD}, whose draws depend on
   *     the row; see {@link ImportanceSampler#split}
   */
  public static ScoreParts of(ScoreKind kind, VAE vae, double[] units, int draws) {
    return switch (kind) {
      case ELBO -> bound(vae, draws, true);
      case RECONSTRUCTION -> bound(vae, draws, false);
      case RECONSTRUCTION_ERROR ->
          new ScoreParts(Optional.of(errors(vae, units)), Optional.empty(), Optional.empty());
      case LATENT_DENSITY ->
          new ScoreParts(Optional.empty(), Optional.of(latentDensity(vae)), Optional.empty());
      case LOG_LIKELIHOOD ->
          throw new IllegalArgumentException(
              "Expected a score of ELBO, RECONSTRUCTION, RECONSTRUCTION_ERROR or LATENT_DENSITY,"
                  + " found LOG_LIKELIHOOD: its draws depend on the row, and those of a program or"
                  + " an ONNX file cannot");
    };
  }

  private static ScoreParts bound(VAE vae, int draws, boolean withDivergence) {
    Score score = Score.of(vae, draws);
    Optional<Node> latents =
        withDivergence ? Optional.of(negative(score.latentNats())) : Optional.empty();
    return new ScoreParts(Optional.of(score.featureNats()), latents, Optional.of(score.noise()));
  }

  /** -(error / unit)², 0 where x is missing, minus infinity where it is impossible. */
  private static Node errors(VAE vae, double[] units) {
    Node raw = vae.decode(vae.encode(vae.observed()).mean()).error(vae.values());
    Node error = ScaleColumns.standardise(raw, new double[units.length], units);
    return vae.possible(vae.known(negative(new Product(error, error))));
  }

  private static Node latentDensity(VAE vae) {
    if (!vae.hasPrior()) {
      throw new IllegalArgumentException(
          "Expected a model with a prior for LATENT_DENSITY, found a plain autoencoder (posterior"
              + " point); for it there are RECONSTRUCTION and RECONSTRUCTION_ERROR");
    }
    return vae.possibleRows(vae.prior().logDensity(vae.encode(vae.observed()).mean()));
  }

  private static Node negative(Node x) {
    return ScaleColumns.of(x, -1, 0);
  }

  /** The parts that the score has, by name. */
  Map<String, Node> outputs() {
    Map<String, Node> outputs = new LinkedHashMap<>();
    features.ifPresent(node -> outputs.put(FEATURES, node));
    latents.ifPresent(node -> outputs.put(LATENTS, node));
    return outputs;
  }
}
