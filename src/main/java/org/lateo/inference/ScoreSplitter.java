package org.lateo.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.lateo.graph.Node;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.RowSource;
import org.lateo.graph.Workspace;
import org.lateo.latent.LatentDistribution;
import org.lateo.model.VAE;
import org.lateo.objective.Score;

/** Splits scores by features and latent dimensions. Safe for several threads. */
public final class ScoreSplitter {
  private final VAE vae;
  private final RowSource draws;
  private final double[] scale;
  private final Score score;
  private final ProgramPool scorer;
  private final Node mean;
  private final Optional<Node> outside;
  private final ProgramPool reconstructor;
  private final Node latentDensity;
  private final ProgramPool density;

  /**
   * @param draws the model's draws, over and over
   * @param count how many there are
   * @param scale in which errors of each column are measured, {@code [columns]}
   * @param rows of the decoder a run
   */
  public ScoreSplitter(
      VAE vae, Parameters parameters, RowSource draws, int count, double[] scale, int rows) {
    this.vae = vae;
    this.draws = draws;
    this.scale = scale;
    score = Score.of(vae, count);
    Program scoring = new Program(score.featureNats(), score.latentNats());
    scorer = new ProgramPool(scoring, parameters, Math.max(1, rows / count));
    LatentDistribution posterior = vae.encode(vae.observed());
    mean = vae.decode(posterior.mean()).mean();
    outside = vae.outside();
    Node[] compared = Stream.concat(Stream.of(mean), outside.stream()).toArray(Node[]::new);
    reconstructor = new ProgramPool(new Program(compared), parameters, 256);
    latentDensity = vae.possibleRows(vae.prior().logDensity(posterior.mean()));
    density = new ProgramPool(new Program(latentDensity), parameters, 256);
  }

  public List<ScoreSplit> elbo(RowSource rows, int count) {
    return run(
        scorer,
        rows,
        count,
        (w, splits) -> {
          for (int i = 0; i < w.examples(); i++) {
            double[] latents = row(w, score.latentNats(), i);
            for (int l = 0; l < latents.length; l++) {
              latents[l] = -latents[l];
            }
            splits.add(new ScoreSplit(row(w, score.featureNats(), i), latents));
          }
        });
  }

  public List<ScoreSplit> reconstruction(RowSource rows, int count) {
    return elbo(rows, count).stream()
        .map(split -> new ScoreSplit(split.features(), new double[0]))
        .toList();
  }

  public List<ScoreSplit> reconstructionError(RowSource rows, int count) {
    float[] raw = new float[scale.length];
    return run(
        reconstructor,
        rows,
        count,
        (w, splits) -> {
          for (int i = 0; i < w.examples(); i++) {
            rows.fill(splits.size(), raw, 0);
            double[] errors = row(w, mean, i);
            for (int c = 0; c < errors.length; c++) {
              double error = (raw[c] - errors[c]) / scale[c];
              // A missing value has none.
              errors[c] = Float.isNaN(raw[c]) ? 0 : -error * error;
            }
            makeImpossible(w, i, errors);
            splits.add(new ScoreSplit(errors, new double[0]));
          }
        });
  }

  private void makeImpossible(Workspace w, int row, double[] values) {
    for (int c = 0; outside.isPresent() && c < values.length; c++) {
      boolean marked = w.values(outside.get())[row * values.length + c] != 0;
      values[c] = marked ? Double.NEGATIVE_INFINITY : values[c];
    }
  }

  public List<ScoreSplit> latentDensity(RowSource rows, int count) {
    return run(
        density,
        rows,
        count,
        (w, splits) -> {
          for (int i = 0; i < w.examples(); i++) {
            splits.add(new ScoreSplit(new double[0], row(w, latentDensity, i)));
          }
        });
  }

  private List<ScoreSplit> run(
      ProgramPool pool, RowSource rows, int count, BiConsumer<Workspace, List<ScoreSplit>> read) {
    List<ScoreSplit> splits = new ArrayList<>(count);
    for (int from = 0; from < count; from += pool.capacity()) {
      int start = from;
      pool.run(
          Math.min(pool.capacity(), count - from),
          w -> connect(w, pool, rows.from(start)),
          w -> read.accept(w, splits));
    }
    return splits;
  }

  private void connect(Workspace w, ProgramPool pool, RowSource rows) {
    w.setSource(vae.features(), rows);
    if (pool == scorer) {
      w.setSource(score.noise(), draws);
    }
  }

  private static double[] row(Workspace w, Node node, int row) {
    double[] values = new double[node.columns()];
    for (int c = 0; c < values.length; c++) {
      values[c] = w.values(node)[row * values.length + c];
    }
    return values;
  }
}
