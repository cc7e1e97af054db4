package org.lateo.objective;

import java.util.Arrays;
import java.util.Map;
import org.lateo.graph.Node;
import org.lateo.graph.Tile;
import org.lateo.graph.Tiling;

/**
 * The divergence of each latent dimension, {@code [batch, latent]} in nats, or a floor if the mean
 * of the dimension's divergence over the batch is not above it; then the dimension has no gradient.
 * The mean of the result over the batch is max(floor, mean divergence).
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Salimans T, Jozefowicz R, Chen X, Sutskever I, Welling M.
 * "Improving Variational Inference with Inverse Autoregressive Flow", equation 15
 * NeurIPS 2016.
 * </pre>
 *
 * <p>In the paper dimensions share a floor in groups; here each dimension is a group of its own.
 */
public final class FreeBits extends Node {
  private final float floor;

  /**
   * @param divergence {@code [batch, latent]}, nats
   * @param floor nats of each dimension
   */
  public FreeBits(Node divergence, double floor) {
    super(divergence.rows(), divergence.columns(), divergence);
    this.floor = (float) floor;
  }

  /** The floor, in nats. */
  public float floor() {
    return floor;
  }

  @Override
  protected void forward(Values w, Tile t) {
    float[] x = w.values(input(0));
    float[] y = w.values(this);
    float[] passed = w.kept(this);
    int end = t.rowEnd() * columns();
    for (int c = 0; c < columns(); c++) {
      boolean above = sum(x, c, end) > (double) floor * t.height();
      for (int i = c; i < end; i += columns()) {
        y[i] = above ? x[i] : floor;
      }
      if (passed != null) {
        passed[c] = above ? 1f : 0f;
      }
    }
  }

  private double sum(float[] x, int from, int end) {
    double sum = 0;
    for (int i = from; i < end; i += columns()) {
      sum += x[i];
    }
    return sum;
  }

  @Override
  protected void addGradient(Values w, int k, Tile t) {
    float[] passed = w.kept(this);
    float[] dy = w.gradient(this);
    float[] dx = w.gradient(input(0));
    for (int r = t.row(); r < t.rowEnd(); r++) {
      int at = r * columns();
      for (int c = t.column(); c < t.columnEnd(); c++) {
        dx[at + c] += passed[c] * dy[at + c];
      }
    }
  }

  @Override
  protected String emit(Emitter e) {
    String x = e.of(input(0));
    Map<String, Object> overRows = Map.of("keepdims", 1L, "axes", new long[] {0});
    float[] floors = new float[columns()];
    Arrays.fill(floors, floor);
    String constant = e.constant(floors, 1, columns());
    return e.op("Where", e.op("Greater", e.op("ReduceMean", overRows, x), constant), x, constant);
  }

  /** The mean is over all rows. */
  @Override
  protected Tiling tiling() {
    return Tiling.WHOLE;
  }

  @Override
  protected int keptPerRow() {
    return columns();
  }
}
