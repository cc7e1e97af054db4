package org.lateo.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertRefused;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.ExplodingOptimiser;
import org.lateo.TrainingFailedException;
import org.lateo.data.DenseTable;
import org.lateo.likelihood.Scaling;
import org.lateo.train.Adam;
import org.lateo.train.Optimiser;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;

/**
 * Regressions of targets in any unit, of rows far off, of very wide rows, and of failed members.
 */
final class RegressionLimitsTest {
  private static final MutableDataset<Regressor> ROWS = BayesianRows.waves(200, 1);

  @TempDir Path folder;

  private static BayesianRegressionTrainerBuilder trainer(BayesianMethod method) {
    return BayesianRegressionTrainer.builder()
        .method(method)
        .hidden(12)
        .members(2)
        .optimiser(new Adam(0.02))
        .epochs(2)
        .batchSize(20)
        .threads(1);
  }

  /** Adam, but the parameters of each third training are no numbers after eleven steps. */
  public record ThirdFails() implements Optimiser {
    private static final AtomicInteger TRAININGS = new AtomicInteger();

    @Override
    public Run start(int size) {
      return TRAININGS.incrementAndGet() % 3 == 0
          ? new ExplodingOptimiser(11, Float.NaN).start(size)
          : new Adam(0.02).start(size);
    }
  }

  /**
   * Nine steps an epoch: the third member has a best epoch, but is none of those that are whole.
   */
  @Test
  void anEnsembleWhoseMemberFailsHasTheMembersThatAreDone() {
    BayesianRegressionTrainer trainer =
        trainer(BayesianMethod.LAST_LAYER).members(3).optimiser(new ThirdFails()).build();

    TrainingFailedException failed =
        assertThrows(TrainingFailedException.class, () -> trainer.train(ROWS));
    assertTrue(
        failed.getMessage().endsWith("; member 3 is left out, the members before it are kept"),
        failed.getMessage());
    BayesianRegressionModel model = (BayesianRegressionModel) failed.bestModel().orElseThrow();
    float[] whole =
        trainer(BayesianMethod.LAST_LAYER).build().train(ROWS).definition().parameters();
    assertArrayEquals(whole, model.definition().parameters());
  }

  /** Rows of y in another unit. */
  private static BayesianRegressionModel inUnit(double unit) {
    return trainer(BayesianMethod.LAPLACE).build().train(BayesianRows.inUnits(ROWS, 0, 1, 0, unit));
  }

  /** Whatever the unit, rounding is of the size of that of numbers near 1. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-3, 1e-9, 1e9})
  void anExportIsCheckedInTheUnitOfTheTargets(double unit) {
    double difference = inUnit(unit).exportONNX("prediction", folder.resolve("prediction.onnx"));
    assertTrue(difference > 1e-9 && difference < 1e-5, "" + difference);
    BayesianRegression network = inUnit(unit).definition().connect(BayesianRegression.class);
    double scale = network.targets().scale()[0];
    assertEquals(scale * scale, network.units().get("variance").scale()[0]);
    assertEquals(scale * scale, network.units().get("epistemic").scale()[0]);
    assertEquals(scale, network.units().get("mean").scale()[0]);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-20, 1e20})
  void refusesToExportVariancesThatNoFloatHolds(double unit) {
    BayesianRegressionModel model = inUnit(unit);
    assertRefused(
        () -> model.exportONNX("prediction", folder.resolve("prediction.onnx")),
        "whose variance a float holds",
        " of y;",
        "in another unit");
    model.exportONNXModel("org.lateo", 1);
  }

  /** Whatever rounding makes of a mean of so many rows. */
  @Test
  void manyRowsOfOneValueDoNotVary() {
    int rows = 100_000;
    int[] all = IntStream.range(0, rows).toArray();
    double[][] values = new double[rows][];
    Arrays.setAll(values, r -> new double[] {0.1, 123456.7, r % 2});
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    DenseTable table = new DenseTable(1, new float[rows], weights);
    Scaling scaling = new TargetColumns(values).scaling(all, table);
    assertArrayEquals(new double[] {0.1, 123456.7, 0.5}, scaling.shift(), 1e-9);
    assertArrayEquals(new double[] {1, 1, 0.5}, scaling.scale(), 1e-9);
  }

  /**
   * Of n held-out rows, one of which lies far beyond all others, the prediction being near the mean
   * beside that, the most probable variance is about off² / (n + 2).
   */
  @Test
  void noiseIsAsLargeAsHeldOutRowsSay() {
    BayesianRegressionTrainer trainer =
        BayesianRegressionTrainer.builder().hidden().epochs(1).validation(0.2).build();
    List<Example<Regressor>> planes = BayesianRows.waves(40, 1).getData();
    int found = 0;
    for (int r = 0; r < 10; r++) {
      MutableDataset<Regressor> rows = BayesianRows.waves(40, 1);
      Regressor.DimensionTuple z = planes.get(r).getOutput().getDimension("z").orElseThrow();
      Regressor far = new Regressor(new String[] {"y", "z"}, new double[] {1000, z.getValue()});
      MutableDataset<Regressor> changed =
          new MutableDataset<>(rows.getSourceProvenance(), rows.getOutputFactory());
      for (int i = 0; i < rows.size(); i++) {
        changed.add(i == r ? new ArrayExample<>(far, planes.get(r), 1f) : planes.get(i));
      }
      trainer.setInvocationCount(0);
      BayesianRegressionModel model = trainer.train(changed);
      double scale = model.definition().connect(BayesianRegression.class).targets().scale()[0];
      if (scale < 10) {
        found++;
        double noise = Math.sqrt(model.explain(changed).get(0).aleatoric()[0]);
        assertEquals(1000 / Math.sqrt(8 + 2), noise, 0.05 * noise);
      }
    }
    assertTrue(found > 0 && found < 10, found + " of 10");
  }

  /** They hold matrices of all pairs; with few hidden units the same rows are no trouble. */
  @ParameterizedTest
  @EnumSource(names = {"LAPLACE", "LAST_LAYER"})
  void refusesLinearModelsOfTooManyFeatures(BayesianMethod method) {
    MutableDataset<Regressor> rows =
        new MutableDataset<>(ROWS.getSourceProvenance(), ROWS.getOutputFactory());
    for (int r = 0; r < 20; r++) {
      ArrayExample<Regressor> row =
          new ArrayExample<>(new Regressor(new String[] {"y"}, new double[] {r}));
      for (int c = 0; c < 2400; c++) {
        row.add("f" + r + "." + c, 1);
      }
      rows.add(row);
    }
    assertRefused(
        () -> trainer(method).hidden().build().train(rows),
        "inputs of the last layer for " + method,
        "[48001, 48001]",
        "hidden layers",
        "MEAN_FIELD");
    trainer(method).hidden(2).members(1).epochs(1).build().train(rows);
  }
}
