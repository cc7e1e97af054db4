package org.lateo.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lateo.graph.RowSource;

/**
 * Splits scores by features and latent dimensions. Safe for several threads.
 *
 * @param runner of {@link VAEOutputs}
 * @param draws the model's
 * @param scale in which errors of each column are measured, {@code [columns]}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ScoreSplitter(Runner runner, NoiseSource draws, double[] scale) {
  private static final double[] NONE = {};

  /** Makes the split of a row, from 0, of a batch. */
  private interface Splitter {
    ScoreSplit split(Runner.Batch batch, int row);
  }

  /**
   * Scores of {@code count} rows, split.
   *
   * @throws IllegalArgumentException for the score whose draws depend on the row, see {@link
   *     ImportanceSampler#split}
   */
  public List<ScoreSplit> split(ScoreKind kind, RowSource rows, int count) {
    return switch (kind) {
      case ELBO ->
          run(rows, count, ScoreSplitter::elbo, VAEOutputs.FEATURE_NATS, VAEOutputs.LATENT_NATS);
      case RECONSTRUCTION ->
          run(rows, count, ScoreSplitter::reconstruction, VAEOutputs.FEATURE_NATS);
      case RECONSTRUCTION_ERROR -> run(rows, count, this::error, compared());
      case LATENT_DENSITY ->
          run(rows, count, ScoreSplitter::latentDensity, VAEOutputs.LATENT_DENSITY);
      case LOG_LIKELIHOOD ->
          throw new IllegalArgumentException("Expected a score without samples, found " + kind);
    };
  }

  private List<ScoreSplit> run(RowSource rows, int count, Splitter splitter, String... outputs) {
    List<ScoreSplit> splits = new ArrayList<>(count);
    runner.run(
        List.of(outputs),
        rows,
        count,
        draws,
        batch -> {
          for (int row = 0; row < batch.examples(); row++) {
            splits.add(splitter.split(batch, row));
          }
        });
    return splits;
  }

  private static ScoreSplit elbo(Runner.Batch batch, int row) {
    double[] latents = batch.row(VAEOutputs.LATENT_NATS, row);
    for (int l = 0; l < latents.length; l++) {
      latents[l] = -latents[l];
    }
    return new ScoreSplit(batch.row(VAEOutputs.FEATURE_NATS, row), latents);
  }

  private static ScoreSplit reconstruction(Runner.Batch batch, int row) {
    return new ScoreSplit(batch.row(VAEOutputs.FEATURE_NATS, row), NONE);
  }

  private static ScoreSplit latentDensity(Runner.Batch batch, int row) {
    return new ScoreSplit(NONE, batch.row(VAEOutputs.LATENT_DENSITY, row));
  }

  private String[] compared() {
    return Stream.of(VAEOutputs.FEATURES, VAEOutputs.RECONSTRUCTION, VAEOutputs.OUTSIDE)
        .filter(runner::has)
        .toArray(String[]::new);
  }

  /** A missing value has no error, and an impossible one an infinite error. */
  private ScoreSplit error(Runner.Batch batch, int row) {
    double[] raw = batch.row(VAEOutputs.FEATURES, row);
    double[] errors = batch.row(VAEOutputs.RECONSTRUCTION, row);
    double[] outside =
        runner.has(VAEOutputs.OUTSIDE)
            ? batch.row(VAEOutputs.OUTSIDE, row)
            : new double[raw.length];
    for (int c = 0; c < errors.length; c++) {
      double error = (raw[c] - errors[c]) / scale[c];
      errors[c] = Double.isNaN(raw[c]) ? 0 : -error * error;
      errors[c] = outside[c] == 0 ? errors[c] : Double.NEGATIVE_INFINITY;
    }
    return new ScoreSplit(errors, NONE);
  }
}
