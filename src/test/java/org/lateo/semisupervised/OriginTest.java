package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.VAETrainer;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.Poisson;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/** M2 of columns far from zero, and of rows that it cannot read. */
final class OriginTest {
  @TempDir private Path folder;

  private static SemiSupervisedVAETrainer trainer(Likelihood likelihood) {
    return new SemiSupervisedVAETrainer(
        VAETrainer.builder()
            .hidden(8)
            .latent(2)
            .likelihood(likelihood)
            .epochs(5)
            .batchSize(20)
            .validation(0)
            .threads(1)
            .build());
  }

  /** Two classes of different times, a second apart, from {@code start} on. */
  private static MutableDataset<Label> rows(double start) {
    MutableDataset<Label> rows = Rows.empty();
    for (int i = 0; i < 90; i++) {
      double[] values = {start + i, i % 7};
      rows.add(new ArrayExample<>(Rows.label(i < 45 ? "early" : "late"), Rows.names(2), values));
    }
    return rows;
  }

  @Test
  void farColumnsAreAsGoodAsNearOnes() {
    SemiSupervisedVAEModel far = trainer(new Gaussian()).train(rows(1.7e9));
    SemiSupervisedVAEModel near = trainer(new Gaussian()).train(rows(0));
    double[][] expected = near.probabilities(rows(0).getData());
    double[][] found = far.probabilities(rows(1.7e9).getData());
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], found[i]);
    }
    SemiSupervisedVAEModel read = (SemiSupervisedVAEModel) Model.deserialize(far.serialize());
    assertArrayEquals(found[50], read.probabilities(rows(1.7e9).getData())[50]);
    assertTrue(far.exportPipeline(folder.resolve("m2.onnx")) < 1e-4);
  }

  @Test
  void countsThatAreNoneAreRefused() {
    SemiSupervisedVAEModel model = trainer(new Poisson()).train(rows(0));
    var negative = new ArrayExample<>(Rows.label(""), Rows.names(2), new double[] {3, -1});
    assertRefused(() -> model.predict(negative), "logarithm", "-1.0", "f001", "row 0");
    assertEquals(1, model.probabilities(List.of(rows(0).getExample(0))).length);
  }
}
