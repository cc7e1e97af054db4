package org.lateo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.data.DenseTable;
import org.lateo.data.Split;
import org.lateo.graph.ParameterLayout;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Scaling;
import org.lateo.model.VAE;
import org.lateo.objective.Models;

final class PseudoInputsTest {
  private static final Scaling SCALING = new Scaling(new double[] {5, -3}, new double[] {2, 0.5});

  /** Row r is (5 + 2 r, -3 + 0.5 r), so that the encoder reads (r, r). */
  private static DenseTable table(int rows) {
    float[] values = new float[2 * rows];
    for (int r = 0; r < rows; r++) {
      values[2 * r] = 5 + 2 * r;
      values[2 * r + 1] = -3 + 0.5f * r;
    }
    float[] weights = new float[rows];
    Arrays.fill(weights, 1f);
    return new DenseTable(2, values, weights);
  }

  /** Fewer than rows, more than a batch, more than rows. */
  @ParameterizedTest
  @ValueSource(ints = {7, 100, 150})
  void areDistinctTrainingRowsAsTheEncoderReadsThem(int count) {
    int rows = 120;
    VAE vae =
        Models.small(new DiagonalGaussianPosterior(), new VampPrior(count), new Gaussian())
            .connect(SCALING);
    ParameterLayout layout = vae.layout();
    float[] before = layout.initialise(1);
    float[] values = before.clone();
    PseudoInputs.start(vae, layout, values, table(rows), Split.of(rows, 0, 1), 3);
    int offset = layout.offset(vae.prior().pseudoInputs().orElseThrow());
    boolean[] seen = new boolean[rows];
    for (int k = 0; k < count; k++) {
      int row = Math.round(values[offset + 2 * k]);
      assertEquals(row, values[offset + 2 * k], 0.06, "a row and six deviations of noise");
      assertEquals(row, values[offset + 2 * k + 1], 0.06);
      assertTrue(k >= rows || !seen[row], "rows come once before they come again");
      seen[row] = true;
    }
    System.arraycopy(before, offset, values, offset, 2 * count);
    assertArrayEquals(before, values, "nothing else moved");
  }

  /** Zero for a gap, and a third and a fourth column that tell of it; the noise is 0.01. */
  @Test
  void gapsComeWithTheirMarks() {
    VAE vae =
        Models.small(new DiagonalGaussianPosterior(), new VampPrior(40), new Gaussian())
            .connect(SCALING, false, new MissingColumns(List.of(1, 2)));
    float gap = Float.NaN;
    DenseTable table = new DenseTable(2, new float[] {9, gap, gap, -2, 9, -2}, new float[3]);
    ParameterLayout layout = vae.layout();
    float[] values = layout.initialise(1);
    PseudoInputs.start(vae, layout, values, table, Split.of(3, 0, 1), 3);
    int offset = layout.offset(vae.prior().pseudoInputs().orElseThrow());
    float[][] rows = {{2, 0, 1, 0}, {0, 2, 0, 1}, {2, 2, 1, 1}};
    for (int k = 0; k < 40; k++) {
      float[] found = Arrays.copyOfRange(values, offset + 4 * k, offset + 4 * k + 4);
      int row = found[3] < 0.5 ? 0 : found[2] < 0.5 ? 1 : 2;
      assertArrayEquals(rows[row], found, 0.06f);
    }
  }
}
