package org.lateo.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lateo.Interrupt;
import org.lateo.JavaSerialization;
import org.lateo.Resumption;
import org.lateo.Tiny;
import org.lateo.TrainingFailedException;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.data.Split;
import org.lateo.likelihood.Gaussian;
import org.lateo.objective.Loss;
import org.lateo.train.Adam;
import org.lateo.train.AdamW;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import org.tribuo.test.Helpers;

/**
 * The face of Bayesian regression: what it predicts, stored, exported, trained again and refused.
 */
final class BayesianRegressionModelTest {
  private static final MutableDataset<Regressor> ROWS = BayesianRows.waves(200, 1);

  @TempDir Path folder;

  private static BayesianRegressionTrainerBuilder trainer(BayesianMethod method) {
    return BayesianRegressionTrainer.builder()
        .method(method)
        .hidden(12)
        .members(2)
        .draws(5)
        .optimiser(new Adam(0.02))
        .epochs(40)
        .batchSize(20)
        .threads(1);
  }

  private static void assertSame(BayesianRegressionModel expected, BayesianRegressionModel found) {
    List<Prediction<Regressor>> before = expected.predict(ROWS);
    List<Prediction<Regressor>> after = found.predict(ROWS);
    for (int i = 0; i < before.size(); i++) {
      Regressor a = before.get(i).getOutput();
      Regressor b = after.get(i).getOutput();
      assertArrayEquals(a.getValues(), b.getValues());
      assertArrayEquals(a.getVariances(), b.getVariances());
    }
    assertArrayEquals(expected.logDensity(ROWS.getData()), found.logDensity(ROWS.getData()));
    assertEquals(expected.getProvenance(), found.getProvenance());
  }

  @ParameterizedTest
  @EnumSource
  void isStoredAndExported(BayesianMethod method) throws IOException, ClassNotFoundException {
    BayesianRegressionModel model = trainer(method).build().train(ROWS);
    Path file = folder.resolve("model.tribuo");
    model.serializeToFile(file);
    Class<BayesianRegressionModel> kind = BayesianRegressionModel.class;
    assertSame(model, assertInstanceOf(kind, Model.deserializeFromFile(file)));
    assertSame(model, assertInstanceOf(kind, JavaSerialization.roundTrip(model)));
    Helpers.testModelProtoSerialization(model, Regressor.class, ROWS);
    assertEquals(List.of("prediction"), model.heads());
    double difference = model.exportONNX("prediction", folder.resolve("prediction.onnx"));
    assertTrue(difference <= 1e-4, "" + difference);
    model.exportONNXModel("org.lateo", 1);
  }

  /** Each part by itself, and a batch does not matter. */
  @ParameterizedTest
  @EnumSource
  void saysWhatItPromises(BayesianMethod method) {
    BayesianRegressionModel model = trainer(method).build().train(ROWS);
    List<Prediction<Regressor>> predictions = model.predict(ROWS);
    List<UncertainPrediction> explained = model.explain(ROWS);
    double[] density = model.logDensity(ROWS.getData());
    for (int i = 0; i < ROWS.size(); i++) {
      Regressor output = predictions.get(i).getOutput();
      UncertainPrediction row = explained.get(i);
      assertArrayEquals(output.getNames(), row.names().toArray());
      assertArrayEquals(output.getValues(), row.mean());
      assertArrayEquals(output.getVariances(), row.variance());
      for (int k = 0; k < 2; k++) {
        assertEquals(row.epistemic()[k] + row.aleatoric()[k], row.variance()[k]);
        assertTrue(row.epistemic()[k] > 0 && row.aleatoric()[k] > 0, row::toString);
        assertTrue(row.quantile(0.1)[k] < row.quantile(0.5)[k]);
        assertTrue(row.quantile(0.5)[k] < row.quantile(0.9)[k]);
      }
      assertEquals(row.logDensity(ROWS.getExample(i).getOutput().getValues()), density[i]);
      double[] values = new double[2];
      ROWS.getExample(i)
          .forEach(f -> values[ROWS.getFeatureIDMap().getID(f.getName())] = f.getValue());
      UncertainPrediction alone = model.explain(new double[][] {values}).get(0);
      assertArrayEquals(row.mean(), alone.mean(), 1e-3);
      assertArrayEquals(row.variance(), alone.variance(), 1e-2);
    }
    var evaluation = new RegressionEvaluator().evaluate(model, BayesianRows.waves(200, 2));
    assertTrue(evaluation.averageR2() > 0.7, evaluation::toString);
  }

  /** A share of a spread's parameter would widen the distribution. */
  @Test
  void refusesDecayOfDistributions() {
    for (BayesianMethod method : List.of(BayesianMethod.MEAN_FIELD, BayesianMethod.LAST_LAYER)) {
      BayesianRegressionTrainerBuilder decaying = trainer(method).optimiser(new AdamW());
      String message = assertThrows(PropertyException.class, decaying::build).getMessage();
      assertTrue(message.contains("one without weight decay"), message);
    }
    trainer(BayesianMethod.LAPLACE).optimiser(new AdamW()).build();
  }

  @Test
  void refusesTargetsThatFloatsDoNotHold() {
    MutableDataset<Regressor> rows = BayesianRows.waves(20, 1);
    rows.add(BayesianRows.example(0, 0, 1, 1e200));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer(BayesianMethod.LAPLACE).build().train(rows))
            .getMessage();
    assertTrue(message.contains("1.0E200 of z in row 20 (from 0)"), message);
  }

  /** Where there was no row, more is left in the weights. */
  @ParameterizedTest
  @EnumSource
  void knowsLessWhereItHasSeenNothing(BayesianMethod method) {
    BayesianRegressionModel model = trainer(method).build().train(ROWS);
    double near = model.explain(BayesianRows.example(0.2, 0.1)).epistemic()[0];
    double far = model.explain(BayesianRows.example(6, -6)).epistemic()[0];
    assertTrue(far > 4 * near, far + " far away, " + near + " near");
  }

  /** Training rows have none, as if a network had learned them by heart. */
  @Test
  void laplaceTakesTheNoiseFromHeldOutRows() {
    BayesianRegressionTrainer trainer =
        trainer(BayesianMethod.LAPLACE).hidden().members(1).epochs(1).validation(0.3).build();
    Split split = trainer.split(300, trainer.runSeed(0));
    double[] noise = new double[300];
    Random random = new Random(5);
    Arrays.stream(split.validation()).forEach(row -> noise[row] = 0.5 * random.nextGaussian());
    UncertainPrediction row =
        trainer.train(BayesianRows.planes(noise)).explain(BayesianRows.example(0, 0));
    assertEquals(0.25, row.aleatoric()[0], 0.08);
    assertEquals(0.25, row.aleatoric()[1], 0.08);
  }

  /**
   * Targets without noise: with n held-out rows the sum of n log σ² / 2 and of the prior's log σ² +
   * s / (2 σ²) is least at σ² = s / (n + 2).
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.46, 0.92})
  void laplacesNoiseHasAPrior(double scale) {
    BayesianRegressionTrainer trainer =
        trainer(BayesianMethod.LAPLACE)
            .hidden()
            .members(1)
            .epochs(1)
            .validation(0.3)
            .noisePrior(scale)
            .build();
    BayesianRegressionModel model = trainer.train(BayesianRows.planes(new double[300]));
    double[] units = model.definition().architecture().targets().scale();
    double[] noise = model.explain(BayesianRows.example(0, 0)).aleatoric();
    for (int k = 0; k < 2; k++) {
      double expected = scale / 92 * units[k] * units[k];
      assertEquals(expected, noise[k], 0.05 * expected);
    }
  }

  private static MutableDataset<Regressor> weighted(double scale) {
    MutableDataset<Regressor> rows = BayesianRows.waves(100, 1);
    for (int i = 0; i < rows.size(); i++) {
      rows.getExample(i).setWeight((float) (scale * (1 + i % 3)));
    }
    return rows;
  }

  /** Weights say how much rows count beside each other. */
  @ParameterizedTest
  @EnumSource
  void onlyTheRatiosOfWeightsMatter(BayesianMethod method) {
    BayesianRegressionTrainer trainer = trainer(method).epochs(5).build();
    List<UncertainPrediction> expected = trainer.train(weighted(1)).explain(ROWS);
    for (double scale : new double[] {4, 1.0 / 200}) {
      trainer.setInvocationCount(0);
      List<UncertainPrediction> found = trainer.train(weighted(scale)).explain(ROWS);
      for (int i = 0; i < found.size(); i++) {
        double[] variance = expected.get(i).variance();
        double[] deviation = Arrays.stream(variance).map(Math::sqrt).toArray();
        for (int k = 0; k < 2; k++) {
          double close = 1e-3 * deviation[k];
          assertEquals(expected.get(i).mean()[k], found.get(i).mean()[k], close);
          double epistemic = expected.get(i).epistemic()[k];
          assertEquals(epistemic, found.get(i).epistemic()[k], 1e-3 * epistemic);
          assertEquals(variance[k], found.get(i).variance()[k], 1e-3 * variance[k]);
        }
      }
    }
  }

  @Test
  void laplaceRefusesHeldOutRowsThatDoNotCount() {
    BayesianRegressionTrainer trainer = trainer(BayesianMethod.LAPLACE).validation(0.2).build();
    MutableDataset<Regressor> rows = BayesianRows.waves(50, 1);
    for (int row : Split.of(50, 0.2, trainer.runSeed(0)).validation()) {
      rows.getExample(row).setWeight(0);
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> trainer.train(rows)).getMessage();
    assertTrue(message.contains("held-out row of positive weight"), message);
    assertTrue(message.contains("found none in 10"), message);
  }

  /** A mixture's moments are those of the mixture. */
  @Test
  void momentsAreThoseOfTheMixture() {
    BayesianRegressionModel model = trainer(BayesianMethod.MEAN_FIELD).build().train(ROWS);
    UncertainPrediction row = model.explain(ROWS.getExample(3));
    int steps = 4000;
    double mean = 0;
    double square = 0;
    for (int i = 0; i < steps; i++) {
      double y = row.quantile((i + 0.5) / steps)[0];
      mean += y / steps;
      square += y * y / steps;
    }
    double deviation = Math.sqrt(row.variance()[0]);
    assertEquals(row.mean()[0], mean, 0.01 * deviation);
    assertEquals(row.variance()[0], square - mean * mean, 0.02 * row.variance()[0]);
  }

  @Test
  void isTrainedAgainFromItsProvenance() {
    BayesianRegressionTrainer trainer = trainer(BayesianMethod.LAPLACE).epochs(2).build();
    BayesianRegressionModel first = trainer.train(ROWS);
    BayesianRegressionModel second = trainer.train(ROWS);
    assertEquals(2, trainer.getInvocationCount());
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(second.getProvenance()));
    BayesianRegressionTrainer again = manager.lookupAll(BayesianRegressionTrainer.class).get(0);
    float[] expected = second.definition().parameters();
    assertArrayEquals(expected, again.train(ROWS, Map.of(), 1).definition().parameters());
    assertFalse(Arrays.equals(expected, first.definition().parameters()));
  }

  @ParameterizedTest
  @EnumSource
  void threadsDoNotMatter(BayesianMethod method) {
    float[] one = trainer(method).epochs(2).build().train(ROWS).definition().parameters();
    float[] two =
        trainer(method).epochs(2).threads(2).build().train(ROWS).definition().parameters();
    assertArrayEquals(one, two);
  }

  private static BayesianRegressionModel stopped(String part, int steps) {
    BayesianRegressionTrainer trainer =
        trainer(BayesianMethod.LAST_LAYER).members(3).epochs(2).build();
    TrainingStoppedException stopped =
        assertThrows(
            TrainingStoppedException.class, () -> trainer.train(ROWS, Interrupt.afterSteps(steps)));
    assertEquals(part, stopped.part().orElseThrow());
    BayesianRegressionModel model = stopped.bestModel(BayesianRegressionModel.class).orElseThrow();
    String provenance = model.getProvenance().toString();
    assertTrue(provenance.contains("lateo-stopped=" + stopped.place()), provenance);
    Helpers.testModelProtoSerialization(model, Regressor.class, ROWS);
    return model;
  }

  /** Nine steps an epoch. The third member is left out: it has learned less than the others. */
  @Test
  void anEnsembleThatIsStoppedHasTheMembersThatAreDone() {
    BayesianRegressionModel model = stopped("member 3", 2 * 18 + 10);
    float[] whole =
        trainer(BayesianMethod.LAST_LAYER).epochs(2).build().train(ROWS).definition().parameters();
    assertArrayEquals(whole, model.definition().parameters());
  }

  @Test
  void anEnsembleThatIsStoppedInItsFirstMemberHasIt() {
    BayesianRegressionModel model = stopped("member 1", 10);
    float[] whole =
        trainer(BayesianMethod.LAST_LAYER).epochs(2).build().train(ROWS).definition().parameters();
    assertEquals(whole.length / 2, model.definition().parameters().length);
  }

  @Test
  void aTrainingThatFailsSaysWhatItHas() {
    BayesianRegressionTrainer trainer =
        trainer(BayesianMethod.LAST_LAYER).optimiser(new Adam(1e5)).epochs(60).build();
    assertThrows(TrainingFailedException.class, () -> trainer.train(ROWS));
  }

  private static void assertRefused(MutableDataset<Regressor> rows, String... parts) {
    BayesianRegressionTrainer trainer = trainer(BayesianMethod.LAST_LAYER).build();
    String message =
        assertThrows(IllegalArgumentException.class, () -> trainer.train(rows)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void refusesRowsWithoutTargets() {
    MutableDataset<Regressor> rows = BayesianRows.waves(5, 1);
    rows.add(BayesianRows.example(1, 2, Double.NaN, 1));
    assertRefused(rows, "row 5 (from 0)", "[y, z]", "NaN");
  }

  @Test
  void refusesSettings() {
    String none =
        assertThrows(
                PropertyException.class,
                () -> trainer(BayesianMethod.LAPLACE).validation(0).build())
            .getMessage();
    assertTrue(none.contains("LAPLACE takes the noise from held-out rows"), none);
    String hot =
        assertThrows(
                PropertyException.class,
                () -> trainer(BayesianMethod.LAST_LAYER).temperature(1e7).build())
            .getMessage();
    assertTrue(hot.contains("temperature") && hot.contains("at most 1000000.0"), hot);
    trainer(BayesianMethod.LAPLACE).validation(0).noise(0.5).build();
    List.<BayesianRegressionTrainerBuilder>of(
            trainer(BayesianMethod.LAST_LAYER).draws(0),
            trainer(BayesianMethod.LAST_LAYER).members(101),
            trainer(BayesianMethod.LAST_LAYER).members(11).draws(1000),
            trainer(BayesianMethod.LAST_LAYER).prior(-1),
            trainer(BayesianMethod.LAST_LAYER).firstDeviation(0),
            trainer(BayesianMethod.LAST_LAYER).temperature(0),
            trainer(BayesianMethod.LAST_LAYER).warmUpShare(1),
            trainer(BayesianMethod.LAST_LAYER).noise(Double.NaN),
            trainer(BayesianMethod.LAST_LAYER).noiseFloor(0),
            trainer(BayesianMethod.LAST_LAYER).noisePrior(-1))
        .forEach(builder -> assertThrows(PropertyException.class, builder::build));
  }

  @ParameterizedTest
  @EnumSource
  void goesOnWhereItWasKilled(BayesianMethod method) {
    Resumption.assertExact(
        (listener, threads) ->
            trainer(method).epochs(3).threads(threads).build().train(ROWS, listener),
        ROWS,
        folder);
  }

  @Test
  void standsOnCodes() {
    LatentFeatureModel<Regressor> model =
        LatentFeatureTrainer.builder(
                Tiny.trainer().likelihood(new Gaussian()).build(),
                trainer(BayesianMethod.LAST_LAYER).build())
            .build()
            .train(ROWS);
    assertTrue(model.predict(ROWS.getExample(0)).getOutput().getVariances()[1] > 0);
    assertTrue(model.exportPipeline(folder.resolve("pipeline.onnx")) <= 1e-4);
  }

  /** With a column and a target that do not vary. */
  @ParameterizedTest
  @EnumSource
  void unitsDoNotMatter(BayesianMethod method) {
    MutableDataset<Regressor> plain = BayesianRows.inUnits(ROWS, 0, 1, 0, 1);
    MutableDataset<Regressor> odd = BayesianRows.inUnits(ROWS, 1e9, 8192, 1e6, 1e-3);
    BayesianRegressionTrainer trainer = trainer(method).epochs(5).build();
    List<UncertainPrediction> expected = trainer.train(plain).explain(plain.getData());
    trainer.setInvocationCount(0);
    List<UncertainPrediction> found = trainer.train(odd).explain(odd.getData());
    for (int i = 0; i < found.size(); i++) {
      double mean = 1e6 + 1e-3 * expected.get(i).mean()[0];
      assertEquals(mean, found.get(i).mean()[0], 1e-5);
      double variance = 1e-6 * expected.get(i).variance()[0];
      assertEquals(variance, found.get(i).variance()[0], 1e-2 * variance);
      assertTrue(Double.isFinite(found.get(i).logDensity(1e6, 7)));
      assertEquals(7, found.get(i).mean()[1], 0.5);
    }
  }

  @Test
  void listenersAreToldOfEachMember() {
    StringBuilder told = new StringBuilder();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStage(String stage) {
            told.append(stage).append(';');
          }

          @Override
          public void onEpoch(EpochReport report) {
            told.append(report.epoch()).append(' ');
          }
        };
    trainer(BayesianMethod.MEAN_FIELD).epochs(2).build().train(ROWS, listener);
    assertEquals("member 1;1 2 member 2;1 2 ", told.toString());
  }

  /** Training rows have paid for the weights' distribution. */
  @ParameterizedTest
  @EnumSource(names = {"MEAN_FIELD", "LAST_LAYER"})
  void heldOutRowsBearNoShareOfTheDivergence(BayesianMethod method) {
    List<EpochReport> told = new ArrayList<>();
    trainer(method).epochs(3).validation(0.2).build().train(ROWS, told::add);
    for (EpochReport report : told) {
      assertTrue(report.training().get(Loss.KL) > 0.01);
      assertEquals(0, report.validation().get(Loss.KL));
      double expected = report.validation().get(Loss.RECONSTRUCTION);
      assertEquals(expected, report.validation().get(Loss.BOUND));
      assertEquals(expected, report.watched());
    }
  }

  /**
   * Weights count as copies of a row would, but that together they are as many as there are rows:
   * as if the noise's variance of the copies were larger by their number over that of the rows.
   */
  @Test
  void rowsHaveWeights() {
    MutableDataset<Regressor> weighted = BayesianRows.waves(60, 1);
    MutableDataset<Regressor> copied = BayesianRows.waves(60, 1);
    for (int i = 0; i < 60; i += 2) {
      weighted.getExample(i).setWeight(2);
      copied.add(BayesianRows.waves(60, 1).getExample(i));
    }
    BayesianRegressionTrainerBuilder trainer =
        trainer(BayesianMethod.LAPLACE).hidden().members(1).validation(0).epochs(1);
    Example<Regressor> row = BayesianRows.example(1, 1);
    UncertainPrediction once =
        trainer.noise(0.5 * Math.sqrt(1.5)).build().train(copied).explain(row);
    UncertainPrediction twice = trainer.noise(0.5).build().train(weighted).explain(row);
    assertArrayEquals(once.mean(), twice.mean(), 1e-4);
    assertArrayEquals(once.epistemic(), twice.epistemic(), 1e-5);
  }
}
