package org.lateo.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.lateo.graph.ParameterBuffers;
import org.lateo.graph.RowSource;
import org.lateo.model.VAE;

/** Computes scores split by features and latent dimensions. Safe for any number of threads. */
public final class ScoreSplitter {
  private static final double[] NONE = {};

  private final VAE vae;
  private final ParameterBuffers parameters;
  private final NoiseSource draws;
  private final double[] units;
  private final Map<ScoreKind, Runner> runners = new ConcurrentHashMap<>();

  /**
   * @param draws the model's draws of z
   * @param units of each column's reconstruction error, {@code [columns]}
   */
  public ScoreSplitter(VAE vae, ParameterBuffers parameters, NoiseSource draws, double[] units) {
    this.vae = vae;
    this.parameters = parameters;
    this.draws = draws;
    this.units = units.clone();
  }

  /**
   * Split scores of {@code count} rows.
   *
   * @throws IllegalArgumentException for {@link ScoreKind#LOG_LIKELIHOOD}, whose draws depend on
   *     the row; see {@link ImportanceSampler#split}
   */
  public List<ScoreSplit> split(ScoreKind kind, RowSource rows, int count) {
    Runner runner = runners.computeIfAbsent(kind, this::runner);
    List<String> parts =
        Stream.of(ScoreParts.FEATURES, ScoreParts.LATENTS).filter(runner::has).toList();
    List<ScoreSplit> splits = new ArrayList<>(count);
    runner.run(
        parts,
        rows,
        count,
        draws,
        batch -> {
          for (int row = 0; row < batch.examples(); row++) {
            splits.add(
                new ScoreSplit(
                    part(batch, parts, ScoreParts.FEATURES, row),
                    part(batch, parts, ScoreParts.LATENTS, row)));
          }
        });
    return splits;
  }

  private Runner runner(ScoreKind kind) {
    return new Runner(
        parameters, ScoreParts.of(kind, vae, units, FixedDraws.count(vae.latent())).outputs());
  }

  private static double[] part(Runner.Batch batch, List<String> parts, String name, int row) {
    return parts.contains(name) ? batch.row(name, row) : NONE;
  }
}
