package org.lateo;

import java.util.Map;
import java.util.Optional;
import org.lateo.graph.Emitter;
import org.lateo.graph.Known;
import org.lateo.graph.Node;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.latent.LatentDistribution;
import org.lateo.model.VAE;
import org.lateo.objective.FixedDraws;
import org.lateo.objective.Score;
import org.lateo.onnx.OnnxGraph;

/**
 * What a row's score is made of, as {@link ScoreSplit} has it, written into a graph: names of
 * values there.
 *
 * @param features what each feature adds, {@code [batch, columns]}; none where the score has no
 *     such part
 * @param latents what each latent dimension adds, {@code [batch, latents]}, or none
 * @param latentColumns how many latent entries there are
 */
public record ScoreGraph(Optional<String> features, Optional<String> latents, int latentColumns) {

  /**
   * Writes a model's score.
   *
   * @param name stands before the names of the model's parameters
   * @throws IllegalArgumentException if the score's draws depend on the row, as those of {@link
   *     ScoreKind#LOG_LIKELIHOOD} do; no graph has such draws
   */
  public static ScoreGraph write(VAEModel model, ScoreKind kind, OnnxGraph graph, String name) {
    Writer writer = new Writer(model, model.inference().ofRawRows(), graph, name);
    return switch (kind) {
      case ELBO -> writer.elbo(true);
      case RECONSTRUCTION -> writer.elbo(false);
      case RECONSTRUCTION_ERROR -> writer.reconstructionError();
      case LATENT_DENSITY -> writer.latentDensity();
      case LOG_LIKELIHOOD ->
          throw new IllegalArgumentException(
              "Expected a score of ELBO, RECONSTRUCTION, RECONSTRUCTION_ERROR or LATENT_DENSITY for"
                  + " ONNX, found LOG_LIKELIHOOD: its draws depend on the row");
    };
  }

  private record Writer(VAEModel model, VAE vae, OnnxGraph graph, String name) {
    private Emitter emitter(Map<Node, float[]> draws) {
      return graph.model(name, vae.features(), model.inference().parameters(), draws);
    }

    private ScoreGraph elbo(boolean withDivergence) {
      float[] draws = FixedDraws.of(model.latent(), model.definition().seed());
      Score score = Score.of(vae, FixedDraws.count(model.latent()));
      Emitter e = emitter(Map.of(score.noise(), draws));
      Optional<String> features = Optional.of(e.of(score.featureNats()));
      return withDivergence
          ? with(features, e.op("Neg", e.of(score.latentNats())), score.latentNats().columns())
          : new ScoreGraph(features, Optional.empty(), 0);
    }

    private static ScoreGraph with(Optional<String> features, String latents, int columns) {
      return new ScoreGraph(features, Optional.of(latents), columns);
    }

    /** -((x - mean) / scale)², 0 where x is missing, minus infinity where it is impossible. */
    private ScoreGraph reconstructionError() {
      LatentDistribution q = vae.encode(vae.observed());
      Emitter e = emitter(Map.of());
      double[] scale = model.definition().scaling().scale();
      float[] inverse = new float[scale.length];
      for (int c = 0; c < scale.length; c++) {
        inverse[c] = (float) (1 / scale[c]);
      }
      String mean = e.of(vae.decode(q.mean()).mean());
      String error =
          e.op(
              "Mul", e.op("Sub", e.of(vae.values()), mean), e.constant(inverse, 1, inverse.length));
      String minus = e.op("Neg", e.op("Mul", error, error));
      String possible = vae.outside().map(outside -> possible(e, minus, outside)).orElse(minus);
      return new ScoreGraph(Optional.of(known(e, possible)), Optional.empty(), 0);
    }

    private static String possible(Emitter e, String entries, Node outside) {
      String marked = e.op("Greater", e.of(outside), e.constant(new float[] {0f}));
      return e.op("Where", marked, e.constant(new float[] {Float.NEGATIVE_INFINITY}), entries);
    }

    private String known(Emitter e, String entries) {
      if (vae.missing().isNone()) {
        return entries;
      }
      String zero = e.constant(new float[] {0f});
      String known = e.of(new Known(vae.features(), vae.missing().flags()));
      return e.op("Where", e.op("Greater", known, zero), entries, zero);
    }

    private ScoreGraph latentDensity() {
      Node ofMean = vae.prior().logDensity(vae.encode(vae.observed()).mean());
      Node density = vae.possibleRows(ofMean);
      return with(Optional.empty(), emitter(Map.of()).of(density), density.columns());
    }
  }
}
