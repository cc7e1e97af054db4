package org.lateo.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.Interrupt;
import org.lateo.JavaSerialization;
import org.lateo.Resumption;
import org.lateo.Tiny;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.likelihood.Gaussian;
import org.lateo.objective.Loss;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.math.la.SparseVector;
import org.tribuo.test.Helpers;

/**
 * The face of Bayesian classification: what it predicts, stored, exported, trained again and
 * refused.
 */
final class BayesianClassifierModelTest {
  private static final MutableDataset<Label> ROWS = ClassRows.bands(200, 1);

  @TempDir Path folder;

  private static BayesianClassifierTrainerBuilder trainer(BayesianMethod method) {
    return BayesianClassifierTrainer.builder()
        .method(method)
        .hidden(12)
        .members(2)
        .draws(5)
        .optimiser(new Adam(0.02))
        .epochs(40)
        .batchSize(20)
        .threads(1);
  }

  private static void assertSame(BayesianClassifierModel expected, BayesianClassifierModel found) {
    for (int i = 0; i < ROWS.size(); i++) {
      UncertainLabel a = expected.explain(ROWS.getExample(i));
      UncertainLabel b = found.explain(ROWS.getExample(i));
      assertArrayEquals(a.probabilities(), b.probabilities());
      assertEquals(a.expectedEntropy(), b.expectedEntropy());
    }
    assertEquals(expected.getProvenance(), found.getProvenance());
  }

  @ParameterizedTest
  @EnumSource
  void isStoredAndExported(BayesianMethod method) throws IOException, ClassNotFoundException {
    BayesianClassifierModel model = trainer(method).epochs(5).build().train(ROWS);
    Path file = folder.resolve("model.tribuo");
    model.serializeToFile(file);
    Class<BayesianClassifierModel> kind = BayesianClassifierModel.class;
    assertSame(model, assertInstanceOf(kind, Model.deserializeFromFile(file)));
    assertSame(model, assertInstanceOf(kind, JavaSerialization.roundTrip(model)));
    Helpers.testModelProtoSerialization(model, Label.class, ROWS);
    assertEquals(List.of("pipeline", "prediction"), model.heads());
    for (String head : model.heads()) {
      double difference = model.exportONNX(head, folder.resolve(head + ".onnx"));
      assertTrue(difference <= 1e-4, head + " " + difference);
    }
  }

  /** Each part by itself, and a batch does not matter. */
  @ParameterizedTest
  @EnumSource
  void saysWhatItPromises(BayesianMethod method) {
    BayesianClassifierModel model = trainer(method).build().train(ROWS);
    List<Prediction<Label>> predictions = model.predict(ROWS);
    List<UncertainLabel> explained = model.explain(ROWS);
    double[] logs = model.logProbability(ROWS.getData());
    double mutual = 0;
    for (int i = 0; i < ROWS.size(); i++) {
      UncertainLabel row = explained.get(i);
      double[] p = row.probabilities();
      assertEquals(1, Arrays.stream(p).sum(), 1e-5);
      assertEquals(predictions.get(i).getOutput().getLabel(), row.label());
      for (int k = 0; k < p.length; k++) {
        String name = row.names().get(k);
        assertEquals(predictions.get(i).getOutputScores().get(name).getScore(), p[k]);
      }
      assertEquals(row.entropy(), row.expectedEntropy() + row.mutualInformation(), 1e-6);
      assertTrue(row.entropy() <= Math.log(3) + 1e-6 && row.expectedEntropy() >= 0, row::toString);
      assertTrue(row.mutualInformation() >= 0, row::toString);
      mutual += row.mutualInformation();
      String observed = ROWS.getExample(i).getOutput().getLabel();
      assertEquals(Math.log(p[row.names().indexOf(observed)]), logs[i], 1e-9);
      double[] values = new double[2];
      ROWS.getExample(i)
          .forEach(f -> values[ROWS.getFeatureIDMap().getID(f.getName())] = f.getValue());
      UncertainLabel alone = model.explain(new double[][] {values}).get(0);
      assertArrayEquals(p, alone.probabilities(), 1e-5);
    }
    assertTrue(mutual / ROWS.size() > 1e-4, mutual + " nats in all");
    var evaluation = new LabelFactory().getEvaluator().evaluate(model, ClassRows.bands(200, 2));
    double mostFrequent = 0.38;
    assertTrue(evaluation.accuracy() > mostFrequent + 0.2, evaluation::toString);
  }

  /** What is not known of the weights falls as there are more rows. */
  @ParameterizedTest
  @EnumSource
  void moreRowsLeaveLessInTheWeights(BayesianMethod method) {
    double few = mutualInformation(method, 1);
    double many = mutualInformation(method, 16);
    assertTrue(many < few / 2, method + ": " + many + " of many rows, " + few + " of few");
  }

  /** Without held-out rows, and with the same number of steps. */
  private static double mutualInformation(BayesianMethod method, int copies) {
    BayesianClassifierModel model =
        trainer(method)
            .members(1)
            .draws(50)
            .hidden()
            .validation(0)
            .epochs(320 / copies)
            .build()
            .train(ClassRows.copies(ClassRows.bands(60, 1), copies));
    return model.explain(ROWS).stream().mapToDouble(UncertainLabel::mutualInformation).sum();
  }

  /** Members still differ. */
  @ParameterizedTest
  @EnumSource
  void certainWeightsHaveNoMutualInformation(BayesianMethod method) {
    BayesianClassifierModel model = trainer(method).members(1).build().train(ROWS);
    BayesianClassifierModel certain = model.atMeans();
    assertNotEquals(model.getProvenance(), certain.getProvenance());
    String run = certain.getProvenance().getInstanceProvenance().toString();
    assertTrue(run.contains("lateo-at-means"), run);
    assertEquals(certain.getProvenance(), certain.atMeans().getProvenance());
    double[] one = certain.explain(ROWS.getExample(0)).probabilities();
    assertFalse(Arrays.equals(one, model.explain(ROWS.getExample(0)).probabilities()));
    for (UncertainLabel row : certain.explain(ROWS)) {
      assertEquals(0, row.mutualInformation(), 1e-6);
    }
  }

  /** Each column's largest value less its smallest is 1 after scaling, and its mean 0. */
  @Test
  void scalesByTheRange() throws IOException {
    BayesianClassifierModel model =
        trainer(BayesianMethod.LAPLACE)
            .scaling(FeatureScaling.RANGE)
            .validation(0)
            .build()
            .train(ROWS);
    double[] scale = model.definition().scaling().scale();
    double[] shift = model.definition().scaling().shift();
    for (int c = 0; c < scale.length; c++) {
      int column = c;
      DoubleSummaryStatistics values =
          ROWS.getData().stream()
              .mapToDouble(
                  row ->
                      SparseVector.createSparseVector(row, ROWS.getFeatureIDMap(), false)
                          .get(column))
              .summaryStatistics();
      assertEquals(values.getMax() - values.getMin(), scale[c], 1e-6);
      assertEquals(values.getAverage(), shift[c], 1e-6);
    }
    BayesianClassifierModel read = (BayesianClassifierModel) Model.deserialize(model.serialize());
    assertSame(model, read);
  }

  /** Noise is in what is maximised, and neither in what is reported nor in a prediction. */
  @Test
  void dropoutIsThereInTrainingAlone() {
    BayesianClassifierTrainerBuilder laplace = trainer(BayesianMethod.LAPLACE).validation(0);
    List<EpochReport> noisy = new ArrayList<>();
    List<EpochReport> plain = new ArrayList<>();
    BayesianClassifierTrainerBuilder frozen = laplace.optimiser(new Adam(1e-12)).epochs(2);
    frozen.dropout(0.5).build().train(ROWS, noisy::add);
    frozen.dropout(0).build().train(ROWS, plain::add);
    for (int epoch = 0; epoch < 2; epoch++) {
      assertEquals(
          plain.get(epoch).training().get(Loss.LOG_LIKELIHOOD),
          noisy.get(epoch).training().get(Loss.LOG_LIKELIHOOD),
          1e-6);
    }
    BayesianClassifierTrainerBuilder moving = laplace.optimiser(new Adam(0.01)).epochs(5);
    BayesianClassifierModel with = moving.dropout(0.5).build().train(ROWS);
    BayesianClassifierModel without = moving.dropout(0).build().train(ROWS);
    assertFalse(Arrays.equals(with.definition().parameters(), without.definition().parameters()));
    Example<Label> row = ROWS.getExample(0);
    assertEquals(
        with.predict(row).getOutputScores().toString(),
        with.predict(row).getOutputScores().toString());
    assertThrows(
        PropertyException.class, () -> trainer(BayesianMethod.MEAN_FIELD).dropout(0.5).build());
  }

  @Test
  void isTrainedAgainFromItsProvenance() {
    BayesianClassifierTrainer trainer = trainer(BayesianMethod.LAPLACE).epochs(2).build();
    BayesianClassifierModel first = trainer.train(ROWS);
    BayesianClassifierModel second = trainer.train(ROWS);
    assertEquals(2, trainer.getInvocationCount());
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(second.getProvenance()));
    BayesianClassifierTrainer again = manager.lookupAll(BayesianClassifierTrainer.class).get(0);
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

  /** Nine steps an epoch. */
  @Test
  void anEnsembleThatIsStoppedHasTheMembersThatAreDone() {
    BayesianClassifierTrainer trainer =
        trainer(BayesianMethod.LAPLACE).members(3).epochs(2).build();
    TrainingStoppedException stopped =
        assertThrows(
            TrainingStoppedException.class,
            () -> trainer.train(ROWS, Interrupt.afterSteps(2 * 18 + 10)));
    assertEquals("member 3", stopped.part().orElseThrow());
    BayesianClassifierModel model = stopped.bestModel(BayesianClassifierModel.class).orElseThrow();
    assertTrue(model.getProvenance().toString().contains("lateo-stopped"));
    float[] whole =
        trainer(BayesianMethod.LAPLACE).epochs(2).build().train(ROWS).definition().parameters();
    assertArrayEquals(whole, model.definition().parameters());
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

  private static MutableDataset<Label> weighted(double scale) {
    MutableDataset<Label> rows = ClassRows.bands(100, 1);
    for (int i = 0; i < rows.size(); i++) {
      rows.getExample(i).setWeight((float) (scale * (1 + i % 3)));
    }
    return rows;
  }

  /** Weights say how much rows count beside each other. */
  @ParameterizedTest
  @EnumSource
  void onlyTheRatiosOfWeightsMatter(BayesianMethod method) {
    BayesianClassifierTrainer trainer = trainer(method).epochs(5).build();
    List<UncertainLabel> expected = trainer.train(weighted(1)).explain(ROWS);
    for (double scale : new double[] {4, 1.0 / 200}) {
      trainer.setInvocationCount(0);
      List<UncertainLabel> found = trainer.train(weighted(scale)).explain(ROWS);
      for (int i = 0; i < found.size(); i++) {
        assertArrayEquals(expected.get(i).probabilities(), found.get(i).probabilities(), 1e-3);
        assertEquals(expected.get(i).mutualInformation(), found.get(i).mutualInformation(), 1e-3);
      }
    }
  }

  @Test
  void refusesRowsWithoutLabels() {
    BayesianClassifierTrainer trainer = trainer(BayesianMethod.LAPLACE).build();
    MutableDataset<Label> rows = ClassRows.bands(5, 1);
    rows.add(Tiny.example(LabelFactory.UNKNOWN_LABEL, 1, 2));
    assertTrue(refusal(trainer, rows).contains("none in row 5 (from 0)"));
    MutableDataset<Label> one = ClassRows.empty();
    for (int i = 0; i < 5; i++) {
      one.add(ClassRows.example(i, -i, "only"));
    }
    assertTrue(refusal(trainer, one).contains("at least two classes"));
  }

  /** Tribuo copies rows under the domain of other rows, and does not look whether they fit. */
  @Test
  void refusesRowsWhoseLabelsAreNotInTheirDomain() {
    MutableDataset<Label> two = ClassRows.empty();
    two.add(ClassRows.example(1, 2, "low"));
    two.add(ClassRows.example(2, 1, "middle"));
    MutableDataset<Label> rows = ClassRows.empty();
    rows.addAll(two.getData());
    rows.add(ClassRows.example(0, 0, "high"));
    ImmutableDataset<Label> copy =
        ImmutableDataset.copyDataset(rows, rows.getFeatureIDMap(), two.getOutputIDInfo());
    String message = refusal(trainer(BayesianMethod.LAPLACE).build(), copy);
    assertTrue(message.contains("row 2 (from 0)") && message.contains("found high"), message);
    assertTrue(message.contains("low") && message.contains("middle"), message);
  }

  private static String refusal(BayesianClassifierTrainer trainer, Dataset<Label> rows) {
    return assertThrows(IllegalArgumentException.class, () -> trainer.train(rows)).getMessage();
  }

  @Test
  void refusesLabelsThatItDoesNotKnow() {
    BayesianClassifierModel model = trainer(BayesianMethod.LAPLACE).epochs(1).build().train(ROWS);
    List<Example<Label>> other = List.of(ClassRows.example(0, 0, "other"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> model.logProbability(other))
            .getMessage();
    assertTrue(message.contains("found other"), message);
  }

  /** Squares of such values are infinite in floats. */
  @ParameterizedTest
  @EnumSource(names = {"LAPLACE", "MEAN_FIELD"})
  void refusesRowsThatFloatsCannotWorkWith(BayesianMethod method) {
    BayesianClassifierModel model = trainer(method).hidden().epochs(1).build().train(ROWS);
    List<Example<Label>> rows =
        List.of(ClassRows.example(0, 1, "low"), ClassRows.example(1e20, 1, "low"));
    for (Executable use :
        List.<Executable>of(
            () -> model.explain(rows),
            () -> model.predict(rows),
            () -> model.probabilities(rows))) {
      String message = assertThrows(IllegalArgumentException.class, use).getMessage();
      assertTrue(message.contains("larger ones in row 1 (from 0)"), message);
    }
  }

  @Test
  void standsOnCodes() {
    LatentFeatureModel<Label> model =
        LatentFeatureTrainer.builder(
                Tiny.trainer().likelihood(new Gaussian()).build(),
                trainer(BayesianMethod.LAST_LAYER).epochs(5).build())
            .build()
            .train(ROWS);
    assertTrue(model.exportPipeline(folder.resolve("pipeline.onnx")) <= 1e-4);
  }
}
