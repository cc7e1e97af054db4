package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lateo.Errors.assertSays;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lateo.Interrupt;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.logistic.KernelLogisticModel;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.rows.CodeFeatures;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.test.Helpers;

/** Classifiers whose training is stopped, wherever it is, are classifiers of their kind. */
final class StoppedClassifiersTest {
  private static final MutableDataset<Label> FEW = Rows.groups(300, i -> i < 12, 1);

  private static VAETrainer small() {
    return VAETrainer.builder().hidden(8).latent(2).epochs(3).batchSize(50).threads(1).build();
  }

  private static FewLabelsTrainerBuilder fewLabels() {
    return FewLabelsTrainer.builder(small())
        .m2(SemiSupervisedVAETrainer.builder(small()))
        .m2OfCodes(SemiSupervisedVAETrainer.builder(small()))
        .folds(2);
  }

  @AfterEach
  void everyInterruptIsAnswered() {
    assertFalse(Thread.interrupted());
  }

  private static TrainingStoppedException stop(
      SemiSupervisedTrainer<Label> trainer, TrainingListener listener) {
    return assertThrows(TrainingStoppedException.class, () -> trainer.train(FEW, listener));
  }

  private static TrainingStoppedException stop(SemiSupervisedTrainer<Label> trainer, int steps) {
    return stop(trainer, Interrupt.afterSteps(steps));
  }

  /** Interrupted before it begins. */
  private static TrainingStoppedException stop(Trainer<Label> trainer) {
    Thread.currentThread().interrupt();
    return assertThrows(
        TrainingStoppedException.class, () -> trainer.train(LabelMasking.labelledRows(FEW)));
  }

  private static int steps(SemiSupervisedTrainer<Label> trainer) {
    Interrupt never = Interrupt.afterSteps(Integer.MAX_VALUE);
    trainer.train(FEW, never);
    return never.steps();
  }

  @SuppressWarnings("unchecked") // All are of labels.
  private static <M extends Model<?>> M usable(TrainingStoppedException stopped, Class<M> kind) {
    M model = stopped.bestModel(kind).orElseThrow();
    Helpers.testModelProtoSerialization((Model<Label>) model, Label.class, FEW);
    String place = "lateo-stopped=" + stopped.place();
    assertTrue(model.getProvenance().toString().contains(place), place);
    return model;
  }

  private static String last(FewLabelsModel model) {
    return model.describe().get(model.describe().size() - 1);
  }

  /** Interrupts when a stage begins or ends. */
  private record AtStage(String start) implements TrainingListener {
    @Override
    public void onStage(String stage) {
      if (stage.startsWith(start)) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onEpoch(EpochReport report) {}
  }

  @Test
  void m2AsItStands() {
    TrainingStoppedException stopped = stop(SemiSupervisedVAETrainer.builder(small()).build(), 10);
    assertEquals(Optional.empty(), stopped.part());
    usable(stopped, SemiSupervisedVAEModel.class);
  }

  @Test
  void aClassifierIsTrainedOnTheCodesOfTheAutoencoderAsItStands() {
    TrainingStoppedException stopped =
        stop(LatentFeatureTrainer.builder(small(), new LogisticRegressionTrainer()).build(), 10);
    assertEquals("the autoencoder", stopped.part().orElseThrow());
    assertSays(stopped, "Training of the autoencoder was stopped after epoch 1; the parameters of");
    usable(stopped, LatentFeatureModel.class);
  }

  /** In the autoencoder, after which M2 is trained for an epoch, or in M2. */
  @ParameterizedTest
  @CsvSource({"10, the autoencoder", "-1, the classifier on codes"})
  void m1m2(int step, String part) {
    SemiSupervisedTrainer<Label> trainer =
        LatentFeatureTrainer.builder(small(), SemiSupervisedVAETrainer.builder(small()).build())
            .codes(CodeFeatures.MEAN_AND_LOG_VARIANCE)
            .build();
    TrainingStoppedException stopped = stop(trainer, step > 0 ? step : steps(trainer) - 1);
    assertEquals(part, stopped.part().orElseThrow());
    usable(stopped, LatentFeatureModel.class);
  }

  /** After a stop M2 is trained for an epoch: that it has no more must not leave an interrupt. */
  @Test
  void m2OfOneEpochComesToItsEndAfterAStop() {
    VAETrainer one = VAETrainer.builder().hidden(8).latent(2).epochs(1).batchSize(50).build();
    SemiSupervisedTrainer<Label> trainer =
        LatentFeatureTrainer.builder(small(), SemiSupervisedVAETrainer.builder(one).build())
            .codes(CodeFeatures.MEAN_AND_LOG_VARIANCE)
            .build();
    TrainingStoppedException stopped = stop(trainer, 10);
    assertEquals("the autoencoder", stopped.part().orElseThrow());
    usable(stopped, LatentFeatureModel.class);
  }

  @Test
  void oneMethodIsTrainedWithWhatThereIs() {
    FewLabelsTrainer trainer = fewLabels().methods(EnumSet.of(FewLabelsMethod.M1M2)).build();
    TrainingStoppedException first = stop(trainer, 10);
    assertEquals("the autoencoder", first.part().orElseThrow());
    assertEquals(
        List.of("m1m2: chosen untried, the only one"),
        usable(first, FewLabelsModel.class).describe());
    TrainingStoppedException last = stop(trainer, steps(trainer) - 1);
    assertEquals("the classifier on codes, in method m1m2", last.part().orElseThrow());
    usable(last, FewLabelsModel.class);
  }

  @Test
  void ofMethodsThatWereNotTriedTheSimplest() {
    TrainingStoppedException stopped = stop(fewLabels().build(), 10);
    assertSays(
        stopped,
        "Training of the autoencoder was stopped after epoch 1; raw is kept, the simplest of the"
            + " methods");
    FewLabelsModel model = usable(stopped, FewLabelsModel.class);
    assertEquals(List.of("raw: chosen untried, training was stopped"), model.describe());
  }

  /** A method that was not tried to its end does not count. */
  @ParameterizedTest
  @CsvSource({"trying raw, raw", "trying m1m2, m1m2", "trying m2, m2"})
  void ofMethodsThatWereTriedTheBest(String stage, String method) {
    TrainingStoppedException stopped = stop(fewLabels().build(), new AtStage(stage + ","));
    assertEquals("method " + method, stopped.part().orElseThrow());
    FewLabelsModel model = usable(stopped, FewLabelsModel.class);
    String last = last(model);
    assertTrue(
        last.endsWith(
            method.equals("raw")
                ? "raw: chosen untried, training was stopped"
                : " until training was stopped"),
        last);
    assertFalse(model.tried().stream().anyMatch(t -> t.method().equals(method) && t.logLoss() > 0));
  }

  /** M2 is not trained again: the model of the last fold is taken. */
  @Test
  void whatTakesLongIsNotTrainedAgain() {
    FewLabelsTrainer trainer =
        fewLabels().methods(EnumSet.of(FewLabelsMethod.M1M2, FewLabelsMethod.M2)).build();
    TrainingStoppedException stopped = stop(trainer, new AtStage("trying m2,"));
    assertSays(stopped, "; m1m2 is kept, the best of the methods that were tried");
    FewLabelsModel model = usable(stopped, FewLabelsModel.class);
    assertEquals("chosen: m1m2, the best until training was stopped", last(model));
  }

  @Test
  void theChosenMethodAsItStands() {
    TrainingStoppedException stopped = stop(fewLabels().build(), new AtStage("training "));
    assertTrue(last(usable(stopped, FewLabelsModel.class)).startsWith("chosen: "));
  }

  @Test
  void aLogisticRegressionInItsChoiceOrInItsFit() {
    TrainingStoppedException stopped = stop(KernelLogisticTrainer.builder().build());
    assertSays(
        stopped,
        "Training of the logistic regression was stopped; the best penalty that was tried is kept,"
            + " with a short fit");
    usable(stopped, KernelLogisticModel.class);
    MutableDataset<Label> two = Rows.groups(2, i -> true, 3);
    Thread.currentThread().interrupt();
    assertSays(
        assertThrows(
            TrainingStoppedException.class,
            () -> KernelLogisticTrainer.builder().build().train(two)),
        "Training of the logistic regression was stopped; the last step is kept");
  }

  @Test
  void labelsThatAreNotSpreadAreLeftOut() {
    Trainer<Label> inner = new LogisticRegressionTrainer();
    LabelSpreadingTrainer trainer = LabelSpreadingTrainer.builder(inner).build();
    Thread.currentThread().interrupt();
    TrainingStoppedException stopped =
        assertThrows(TrainingStoppedException.class, () -> trainer.train(FEW));
    assertSays(stopped, "Training of the search for neighbours was stopped; no label is spread");
    Model<?> model = usable(stopped, Model.class);
    assertEquals(12, model.getProvenance().getDatasetProvenance().getNumExamples());
  }

  @ParameterizedTest
  @CsvSource({"10, features, ', untried, are kept'", "0, features, ', the best so far, are kept'"})
  void aChoiceOfFeatures(int step, String chosen, String kept) {
    ChosenFeaturesTrainer<Label> trainer =
        ChosenFeaturesTrainer.builder(new LogisticRegressionTrainer()).encoder(small()).build();
    TrainingListener listener =
        step > 0 ? Interrupt.afterSteps(step) : new AtStage(chosen + ": loss ");
    TrainingStoppedException stopped = stop(trainer, listener);
    assertSays(stopped, chosen + kept);
    usable(stopped, Model.class);
  }
}
