package org.lateo.inference;

import org.lateo.graph.MeanRows;
import org.lateo.graph.Node;
import org.lateo.graph.Noise;
import org.lateo.graph.Parameters;
import org.lateo.graph.Program;
import org.lateo.graph.RowSource;
import org.lateo.graph.Rows;
import org.lateo.latent.LatentDistribution.Sample;
import org.lateo.model.VAE;

/**
 * The mean of p(x|z) over z of q(z|x), row by row, averaged over the draws that scores are averaged
 * over too.
 */
public final class PosteriorMean {
  private static final int DECODED_ROWS = 2048;

  private final VAE vae;
  private final RowSource draws;
  private final Noise noise;
  private final Node mean;
  private final ProgramPool pool;

  /**
   * @param draws row r is draw r modulo {@code count}
   */
  public PosteriorMean(VAE vae, Parameters parameters, RowSource draws, int count) {
    this.vae = vae;
    this.draws = draws;
    this.noise = new Noise(Rows.BATCH.times(count), vae.latent());
    Sample sample = vae.encode(vae.observed()).sample(noise);
    this.mean = MeanRows.of(vae.decode(sample.z()).mean(), count);
    this.pool = new ProgramPool(new Program(mean), parameters, Math.max(1, DECODED_ROWS / count));
  }

  /** The means of {@code count} rows, {@code [count, columns]}. */
  public double[][] of(RowSource rows, int count) {
    double[][] means = new double[count][mean.columns()];
    for (int start = 0; start < count; start += pool.capacity()) {
      int from = start;
      pool.run(
          Math.min(pool.capacity(), count - from),
          w -> {
            w.setSource(vae.features(), rows.from(from));
            w.setSource(noise, draws);
          },
          w -> {
            for (int i = 0; i < w.examples() * mean.columns(); i++) {
              means[from + i / mean.columns()][i % mean.columns()] = w.values(mean)[i];
            }
          });
    }
    return means;
  }
}
