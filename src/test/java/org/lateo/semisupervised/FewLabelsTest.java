package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import com.oracle.labs.mlrg.olcut.provenance.primitives.IntProvenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.codes.CodeDefaults;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.likelihood.Gaussian;
import org.lateo.logistic.KernelLogisticModel;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;

/** The trainer that tries every method and keeps the best, as one model. */
final class FewLabelsTest {
  private static final MutableDataset<Label> FEW = Rows.groups(300, i -> i < 15, 1, 0.2);
  private static final MutableDataset<Label> TEST = Rows.groups(300, i -> true, 9, 0.2);

  @TempDir private Path folder;

  private static VAETrainerBuilder small() {
    return VAETrainer.builder()
        .hidden(16)
        .latent(3)
        .epochs(30)
        .batchSize(30)
        .threads(1)
        .validation(0)
        .optimiser(new Adam(0.01));
  }

  private static FewLabelsTrainerBuilder trainer() {
    VAETrainer ofCodes = small().likelihood(new Gaussian(Gaussian.Variance.ROW)).build();
    return FewLabelsTrainer.builder(small().build())
        .m2(SemiSupervisedVAETrainer.builder(small().build()))
        .m2OfCodes(SemiSupervisedVAETrainer.builder(ofCodes))
        .folds(3);
  }

  /** M2 has a bound of its own, without distributions of weights, so that it is not among them. */
  @Test
  void aBayesianDecoderLeavesM2Out() {
    FewLabelsTrainer trainer =
        FewLabelsTrainer.builder(small().bayesianDecoder(true).epochs(2).build())
            .methods(EnumSet.of(FewLabelsMethod.M1, FewLabelsMethod.M2))
            .folds(2)
            .build();
    String text = text(trainer.train(FEW));
    assertTrue(text.contains("m1"), text);
    assertFalse(text.contains("m2"), text);
  }

  private static double accuracy(Model<Label> model) {
    return new LabelEvaluator().evaluate(model, TEST).accuracy();
  }

  private static String text(FewLabelsModel model) {
    return String.join("\n", model.describe());
  }

  @Test
  void triesAllAndIsNotWorseThanTheFeatures() {
    List<String> stages = new ArrayList<>();
    FewLabelsModel model =
        trainer()
            .build()
            .train(
                FEW,
                new TrainingListener() {
                  @Override
                  public void onEpoch(EpochReport report) {}

                  @Override
                  public void onStage(String stage) {
                    stages.add(stage);
                  }
                });
    double raw = accuracy(trainer().methods(EnumSet.of(FewLabelsMethod.RAW)).build().train(FEW));
    assertTrue(accuracy(model) >= raw - 0.01, accuracy(model) + " and raw " + raw);
    for (FewLabelsMethod method : FewLabelsMethod.values()) {
      assertTrue(text(model).contains(method.id() + ": "), text(model));
      assertTrue(stages.contains("trying " + method.id() + ", 3 folds"), stages::toString);
    }
    assertTrue(text(model).contains("chosen: "), text(model));
  }

  @ParameterizedTest
  @EnumSource(FewLabelsMethod.class)
  void eachWinnerIsOneModelWithOneFile(FewLabelsMethod method) throws Exception {
    FewLabelsModel model = trainer().methods(EnumSet.of(method)).build().train(FEW);
    assertEquals(
        method.id() + ": chosen untried, the only one", text(model).lines().findFirst().get());
    assertTrue(model.exportPipeline(folder.resolve(method + ".onnx")) < 1e-4);
    Path file = folder.resolve(method + ".tribuo");
    model.serializeToFile(file);
    Model<Label> read = Model.deserializeFromFile(file).castModel(Label.class);
    List<Prediction<Label>> before = model.predict(TEST);
    List<Prediction<Label>> after = read.predict(TEST);
    for (int i = 0; i < before.size(); i++) {
      assertTrue(before.get(i).distributionEquals(after.get(i)));
    }
    assertEquals(model.describe(), ((FewLabelsModel) read).describe());
  }

  @Test
  void whatTheFeaturesSayPlainlyNeedsNoCodes() {
    MutableDataset<Label> plain = Rows.groups(300, i -> i < 60, 1, 0.02);
    FewLabelsModel model = trainer().build().train(plain);
    assertInstanceOf(KernelLogisticModel.class, model.model(), text(model));
    assertTrue(text(model).contains("chosen: raw"), text(model));
  }

  /** Rows that labels reach over their neighbours, and features that tell nothing by themselves. */
  @Test
  void takesWhatIsBetterByFar() {
    FewLabelsModel model =
        trainer()
            .methods(Set.of(FewLabelsMethod.RAW, FewLabelsMethod.M1))
            .errors(0)
            .build()
            .train(Rows.groups(600, i -> i < 30, 1, 0.25));
    assertInstanceOf(LatentFeatureModel.class, model.model(), text(model));
    assertTrue(text(model).contains("better than raw by"), text(model));
  }

  /** Nothing is tried once the time is over but the first method, which is then chosen. */
  @Test
  void theBudgetDropsMethods() {
    FewLabelsModel model = trainer().timeBudgetSeconds(1e-9).build().train(FEW);
    assertInstanceOf(KernelLogisticModel.class, model.model());
    assertTrue(text(model).contains("m2: given up, over the time budget"), text(model));
    assertTrue(text(model).contains("raw: log-loss"), text(model));
  }

  /** Spreading is tried on ten times the rows, of which the same have labels. */
  @Test
  void whatTakesLittleTimeIsTriedOnMoreRows() {
    MutableDataset<Label> rows = Rows.groups(300, i -> i < 100, 1, 0.2);
    RowsTried.Sets sets = RowsTried.of(rows, 20, 1);
    assertEquals(20, sets.few().size());
    assertEquals(200, sets.many().size());
    assertEquals(10, labelled(sets.few()).size());
    assertEquals(labelled(sets.few()), labelled(sets.many()));
    assertTrue(sets.many().getData().containsAll(sets.few().getData()));
    assertSame(rows, RowsTried.of(rows, 300, 1).many());
    assertEquals(
        labelled(RowsTried.of(rows, 60, 1).few()), labelled(RowsTried.of(rows, 60, 1).many()));
    assertEquals(230, RowsTried.of(rows, 60, 1).many().size());
  }

  private static List<Example<Label>> labelled(Dataset<Label> rows) {
    return rows.getData().stream().filter(LabelMasking::isLabelled).toList();
  }

  /** At most so many rows, and labels of half of them, while the winner has all labels. */
  @Test
  void ofManyRowsSomeAreTried() {
    MutableDataset<Label> rows = Rows.groups(300, i -> i < 100, 1, 0.2);
    FewLabelsModel model =
        trainer()
            .methods(EnumSet.of(FewLabelsMethod.RAW, FewLabelsMethod.SPREAD))
            .mostRowsTried(60)
            .build()
            .train(rows);
    assertTrue(text(model).contains(" of 30 held-out rows"), text(model));
    FewLabelsTrainer again =
        trainer()
            .methods(
                EnumSet.of(
                    text(model).contains("chosen: raw")
                        ? FewLabelsMethod.RAW
                        : FewLabelsMethod.SPREAD))
            .build();
    FewLabelsModel all = again.train(rows);
    for (Example<Label> row : TEST) {
      assertEquals(
          all.predict(row).getOutput().getLabel(), model.predict(row).getOutput().getLabel());
    }
  }

  /** Probabilities of spread labels are as sure as held-out rows allow, and the same again. */
  @Test
  void spreadLabelsHaveTheTemperatureOfHeldOutRows() {
    MutableDataset<Label> rows = Rows.groups(300, i -> i < 60, 1, 0.25);
    FewLabelsTrainer both =
        trainer()
            .methods(EnumSet.of(FewLabelsMethod.RAW, FewLabelsMethod.SPREAD))
            .errors(0)
            .build();
    FewLabelsModel model = both.train(rows);
    FewLabelsModel untried =
        trainer().methods(EnumSet.of(FewLabelsMethod.SPREAD)).build().train(rows);
    assertTrue(text(model).contains("chosen: spread"), text(model));
    assertTrue(logLoss(model) < logLoss(untried), logLoss(model) + " " + logLoss(untried));
    for (Example<Label> row : TEST) {
      assertEquals(
          untried.predict(row).getOutput().getLabel(), model.predict(row).getOutput().getLabel());
    }
    assertTrue(model.exportPipeline(folder.resolve("cooled.onnx")) < 1e-4);
    FewLabelsTrainer recorded = recorded(model);
    Example<Label> row = TEST.getExample(0);
    assertTrue(recorded.train(rows).predict(row).distributionEquals(model.predict(row)));
  }

  /** The trainer that provenance tells of. */
  private static FewLabelsTrainer recorded(FewLabelsModel model) {
    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(model.getProvenance()));
    List<FewLabelsTrainer> trainers = manager.lookupAll(FewLabelsTrainer.class);
    assertEquals(1, trainers.size());
    return trainers.get(0);
  }

  private static double logLoss(Model<Label> model) {
    MutableDataset<Label> noisy = Rows.groups(300, i -> true, 9, 0.25);
    return noisy.getData().stream()
        .mapToDouble(
            row ->
                -Math.log(
                    model
                        .predict(row)
                        .getOutputScores()
                        .get(row.getOutput().getLabel())
                        .getScore()))
        .average()
        .orElseThrow();
  }

  @Test
  void withoutAnAutoencoderOneIsChosenByTheRowsAndRecorded() {
    FewLabelsModel model =
        FewLabelsTrainer.builder().methods(EnumSet.of(FewLabelsMethod.M1)).build().train(FEW);
    VAETrainer chosen = recorded(model).encoder;
    assertChosen(CodeDefaults.choose(FEW.size(), FEW.getFeatureMap().size()), chosen);
  }

  private static void assertChosen(VAETrainerBuilder choice, VAETrainer recorded) {
    assertEquals(
        choice.seed(1).build().getProvenance().getConfiguredParameters(),
        recorded.getProvenance().getConfiguredParameters());
  }

  @Test
  void withoutM2OnCodesOneIsChosenByTheRowsAndRecorded() {
    FewLabelsModel model =
        FewLabelsTrainer.builder(small().epochs(2).build())
            .methods(EnumSet.of(FewLabelsMethod.RAW))
            .build()
            .train(FEW);
    VAETrainer chosen = recorded(model).m2OfCodes.autoencoder;
    assertChosen(CodeDefaults.chooseOfCodes(FEW.size()), chosen);
  }

  /** M2 is compared on some of the rows, in as many steps as it is trained in on all. */
  @Test
  void methodsWithEpochsAreTriedInAsManySteps() {
    List<Integer> epochs = new ArrayList<>();
    FewLabelsTrainer.builder(small().epochs(4).build())
        .methods(EnumSet.of(FewLabelsMethod.RAW, FewLabelsMethod.M2))
        .folds(2)
        .mostRowsTried(100)
        .build()
        .train(FEW, report -> epochs.add(report.epochs()));
    assertEquals(List.of(12, 12), List.copyOf(epochs.subList(0, 2)), "300 rows, 100 of them tried");
  }

  @Test
  void epochsOnFewerRows() {
    SemiSupervisedVAETrainer trainer = new SemiSupervisedVAETrainer(small().epochs(30).build());
    assertEquals(300, trainer.onFewer(10, 100).autoencoder.epochs());
    assertEquals(500, trainer.onFewer(10, 1000).autoencoder.epochs(), "no more than 500");
    assertEquals(30, trainer.onFewer(100, 100).autoencoder.epochs());
    SemiSupervisedVAETrainer many = new SemiSupervisedVAETrainer(small().epochs(900).build());
    assertEquals(900, many.onFewer(10, 100).autoencoder.epochs(), "nor fewer than were asked for");
    assertEquals(30, trainer.autoencoder.epochs());
    SemiSupervisedVAETrainer counting =
        new SemiSupervisedVAETrainer(small().epochs(30).validation(0.2).patience(5).build());
    assertEquals(30, counting.onFewer(10, 100).autoencoder.epochs(), "patience counts epochs");
  }

  /** Trained with an autoencoder that is there, a trainer counts, and trains what it is told to. */
  @Test
  void withATrainedAutoencoderTrainingsAreCounted() {
    VAETrainer encoder = small().epochs(2).build();
    VAEModel trained = encoder.fit(FEW);
    FewLabelsTrainer trainer =
        FewLabelsTrainer.builder(encoder).methods(EnumSet.of(FewLabelsMethod.RAW)).build();
    for (int count = 0; count < 2; count++) {
      FewLabelsModel model = trainer.train(FEW, trained, TrainingListener.NONE);
      Provenance number =
          model
              .getProvenance()
              .getTrainerProvenance()
              .getInstanceValues()
              .get("train-invocation-count");
      assertEquals(count, assertInstanceOf(IntProvenance.class, number).getValue());
    }
    assertEquals(2, trainer.getInvocationCount());
  }

  @Test
  void refusesAnAutoencoderOfOtherFeatures() {
    VAETrainer encoder = small().epochs(2).build();
    VAEModel trained = encoder.fit(FEW);
    Dataset<Label> others = Rows.dataset(9, i -> "a");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> FewLabelsTrainer.builder(encoder).build().train(others, trained, r -> {}));
    assertTrue(e.getMessage().contains("autoencoder of the dataset's 6 features"), e.getMessage());
  }

  /** What a configuration says is chosen is trained without trying, whatever else is left out. */
  @Test
  void aChoiceWithoutM2OnCodesIsKept() {
    FewLabelsModel model =
        FewLabelsTrainer.builder(small().epochs(2).build())
            .methods(EnumSet.of(FewLabelsMethod.RAW))
            .build()
            .train(FEW);
    FewLabelsTrainer recorded = recorded(model);
    recorded.m2OfCodes = null;
    recorded.methods = EnumSet.allOf(FewLabelsMethod.class);
    assertEquals(text(model), text(recorded.train(FEW)));
  }

  @Test
  void withALabelOfEachClassTheSimplestIsChosenUntried() {
    FewLabelsModel model = trainer().build().train(Rows.groups(60, i -> i < 3, 1));
    assertEquals("raw: chosen untried, no label can be held out", text(model));
  }

  @Test
  void absentValuesThatMayBeMissingLeaveOutMethodsOfFeatures() {
    VAETrainer missing = small().missing(".*").build();
    FewLabelsModel model = FewLabelsTrainer.builder(missing).folds(2).build().train(FEW);
    assertTrue(text(model).contains("m1: ") && !text(model).contains("raw: "), text(model));
    assertTrue(model.mayMiss("f000"));
  }

  @Test
  void sameModelAgain() {
    Example<Label> row = TEST.getExample(0);
    Prediction<Label> once = trainer().build().train(FEW).predict(row);
    assertTrue(once.distributionEquals(trainer().build().train(FEW).predict(row)));
  }

  @Test
  void refusesSettings() {
    PropertyException e =
        assertThrows(PropertyException.class, () -> trainer().timeBudgetSeconds(-1).build());
    assertTrue(e.getMessage().contains("timeBudgetSeconds"), e.getMessage());
    Dataset<Label> none = Rows.groups(30, i -> false, 1);
    assertThrows(IllegalArgumentException.class, () -> trainer().build().train(none));
    Dataset<Label> empty = Rows.groups(0, i -> true, 1);
    assertThrows(IllegalArgumentException.class, () -> new FewLabelsTrainer().train(empty));
  }

  /** Throws in the first step of a stage. */
  private static final class InStage implements TrainingListener {
    private boolean begun;

    @Override
    public void onStage(String stage) {
      begun = stage.startsWith("trying m2,");
    }

    @Override
    public void onStep(int epoch, int rows, int total) {
      if (begun) {
        throw new IllegalStateException("a full disk");
      }
    }

    @Override
    public void onEpoch(EpochReport report) {}
  }

  /** It is no reason to take another method. */
  @Test
  void whatAListenerThrowsEndsTraining() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class, () -> trainer().build().train(FEW, new InStage()));
    assertEquals("a full disk", thrown.getMessage());
    assertEquals(
        "Thrown by the training listener " + InStage.class.getName(),
        thrown.getSuppressed()[0].getMessage());
  }
}
