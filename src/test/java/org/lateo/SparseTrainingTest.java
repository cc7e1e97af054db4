package org.lateo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.data.Table;
import org.lateo.data.TableBuilder;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Multinomial;
import org.lateo.model.Definition;
import org.lateo.model.VAEArchitecture;
import org.lateo.output.LatentCode;
import org.lateo.train.Adam;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;

/** Datasets of few non-zeros, from examples to codes. */
final class SparseTrainingTest {
  private static final MutableDataset<LatentCode> COUNTS = Tiny.counts(150);

  @TempDir private Path folder;

  private static VAETrainerBuilder trainer() {
    return Tiny.trainer().likelihood(new Multinomial());
  }

  private static VAEModel fit(VAETrainerBuilder trainer) {
    return trainer.build().fit(COUNTS);
  }

  /** The same model with rows as arrays. */
  private static VAEModel dense(VAEModel model) {
    Definition<VAEArchitecture> d = model.definition();
    return new VAEModel(
        "dense",
        model.getProvenance(),
        model.getFeatureIDMap(),
        model.getOutputIDInfo(),
        new Definition<>(d.architecture(), d.scaling(), false, d.parameters(), d.seed()));
  }

  @Test
  void rowsAreHeldAsTheirNonZerosWhereFewAre() {
    assertTrue(fit(trainer()).definition().sparse());
    assertFalse(fit(Tiny.trainer().likelihood(new Gaussian())).definition().sparse(), "scaled");
    assertFalse(Tiny.trainer().build().fit(Tiny.unit(50)).definition().sparse(), "few zeros");
  }

  @Test
  void codesAndScoresAreThoseOfArrays() {
    VAEModel model = fit(trainer());
    VAEModel dense = dense(model);
    List<Example<?>> rows = Bits.examples(COUNTS);
    List<LatentCode> expected = dense.score(rows);
    List<LatentCode> found = model.score(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertArrayEquals(expected.get(i).getMean(), found.get(i).getMean(), 1e-5);
      assertEquals(expected.get(i).getELBO(), found.get(i).getELBO(), 1e-4);
    }
    assertArrayEquals(dense.logLikelihood(rows, 5), model.logLikelihood(rows, 5), 1e-4);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void theSameBitsAtAnyNumberOfThreads(int threads) {
    VAEModel expected = fit(trainer().hidden(200, 130).threads(1));
    VAEModel found = fit(trainer().hidden(200, 130).threads(threads));
    assertArrayEquals(expected.definition().parameters(), found.definition().parameters());
  }

  @Test
  void trainingLearns() {
    VAEModel first = fit(trainer().epochs(1).latent(2));
    VAEModel last = fit(trainer().epochs(60).latent(2).optimiser(new Adam(1e-2)));
    assertTrue(elbo(last) > elbo(first) + 1, elbo(first) + " to " + elbo(last));
    double[] shares = last.reconstruct(COUNTS.getExample(0));
    assertEquals(1, Arrays.stream(shares).sum(), 1e-5);
  }

  private static double elbo(VAEModel model) {
    return model.score(COUNTS).stream().mapToDouble(LatentCode::getELBO).average().orElseThrow();
  }

  @Test
  void onnxHeadsAreChecked() {
    for (String head : List.of("encoder", "decoder", "reconstruction", "score")) {
      assertTrue(fit(trainer()).exportONNX(head, folder.resolve(head + ".onnx")) <= 1e-4, head);
    }
  }

  @Test
  void wrongValuesAreRefused() {
    double[][] values = Tiny.countRows(30, 60, 1);
    values[20][3] = 1.5;
    VAETrainer trainer = trainer().validation(0).build();
    assertRefused(() -> trainer.fit(Tiny.dataset(values)), "counts", "1.5", "f003", "row 20");
    values[20][3] = -2;
    assertRefused(() -> trainer.fit(Tiny.dataset(values)), "counts", "-2", "f003", "row 20");
    VAEModel model = fit(trainer());
    Example<LatentCode> nan = Tiny.example(LatentCode.UNKNOWN, Double.NaN, 2);
    assertRefused(() -> model.encode(nan), "finite", "NaN", "f000");
    Example<LatentCode> none =
        new ArrayExample<>(LatentCode.UNKNOWN, new String[] {"no"}, new double[] {1});
    assertRefused(() -> model.encode(none), "120 features", "none");
  }

  @Test
  void bernoulliTakesThemToo() {
    double[][] values = Tiny.countRows(150, 120, 7);
    for (double[] row : values) {
      Arrays.setAll(row, c -> Math.min(row[c], 1));
    }
    MutableDataset<LatentCode> dataset = Tiny.dataset(values);
    VAEModel model = Tiny.trainer().likelihood(new Bernoulli()).build().fit(dataset);
    assertTrue(model.definition().sparse());
    List<LatentCode> expected = dense(model).score(dataset);
    List<LatentCode> found = model.score(dataset);
    for (int i = 0; i < values.length; i++) {
      assertEquals(expected.get(i).getELBO(), found.get(i).getELBO(), 1e-4);
    }
  }

  /** Any order of columns, values of one column added up; sparse only where that is smaller. */
  @Test
  void tablesAreBuiltFromNonZeros() {
    for (int columns : new int[] {4, 40}) {
      TableBuilder builder = new TableBuilder(columns);
      builder.add(3, 1f);
      builder.add(1, 2f);
      builder.add(3, 4f);
      builder.endRow(0.5f);
      builder.endRow(1f);
      for (int c = 0; c < 4; c++) {
        builder.add(c, 8f);
      }
      builder.endRow(2f);
      Table table = builder.build();
      assertEquals(columns == 4 ? 1 : 6 / 120.0, table.density());
      float[] row = new float[columns];
      table.fill(0, row, 0);
      assertArrayEquals(new float[] {0, 2, 0, 5}, Arrays.copyOf(row, 4));
      table.fill(1, row, 0);
      assertArrayEquals(new float[columns], row);
      table.fill(2, row, 0);
      assertEquals(8f, row[3]);
      assertEquals(0.5f, table.weight(0));
    }
  }
}
