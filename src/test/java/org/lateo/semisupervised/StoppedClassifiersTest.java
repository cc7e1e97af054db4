package org.lateo.semisupervised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lateo.Interrupt;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.rows.CodeFeatures;
import org.lateo.train.TrainingStoppedException;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.test.Helpers;

/** Classifiers whose training is stopped: M2 is kept, others name the part that was trained. */
final class StoppedClassifiersTest {
  private static final MutableDataset<Label> FEW = Rows.groups(300, i -> i < 6, 1);

  private static VAETrainer small() {
    return VAETrainer.builder().hidden(8).latent(2).epochs(3).batchSize(50).threads(1).build();
  }

  private static TrainingStoppedException stop(SemiSupervisedTrainer<Label> trainer, int steps) {
    return assertThrows(
        TrainingStoppedException.class, () -> trainer.train(FEW, Interrupt.afterSteps(steps)));
  }

  @Test
  void m2IsKept() {
    TrainingStoppedException stopped = stop(SemiSupervisedVAETrainer.builder(small()).build(), 10);
    assertEquals(Optional.empty(), stopped.part());
    SemiSupervisedVAEModel model = stopped.bestModel(SemiSupervisedVAEModel.class).orElseThrow();
    Helpers.testModelProtoSerialization(model, Label.class, FEW);
  }

  @Test
  void m1NamesTheAutoencoder() {
    TrainingStoppedException stopped =
        stop(LatentFeatureTrainer.builder(small(), new LogisticRegressionTrainer()).build(), 10);
    assertEquals("the autoencoder", stopped.part().orElseThrow());
    assertTrue(stopped.bestModel(VAEModel.class).isPresent());
  }

  @Test
  void m1m2NamesTheClassifier() {
    SemiSupervisedVAETrainer ofCodes = SemiSupervisedVAETrainer.builder(small()).build();
    SemiSupervisedTrainer<Label> trainer =
        LatentFeatureTrainer.builder(small(), ofCodes)
            .codes(CodeFeatures.MEAN_AND_LOG_VARIANCE)
            .build();
    Interrupt never = Interrupt.afterSteps(Integer.MAX_VALUE);
    trainer.train(FEW, never);
    TrainingStoppedException stopped = stop(trainer, never.steps() - 1);
    assertEquals("the classifier on codes", stopped.part().orElseThrow());
    assertTrue(stopped.bestModel(SemiSupervisedVAEModel.class).isPresent());
  }

  @Test
  void fewLabelsNameTheAutoencoderAndTheMethod() {
    FewLabelsTrainer trainer =
        FewLabelsTrainer.builder(small())
            .methods(EnumSet.of(FewLabelsMethod.M1M2))
            .m2OfCodes(SemiSupervisedVAETrainer.builder(small()))
            .build();
    assertEquals("the autoencoder", stop(trainer, 10).part().orElseThrow());
    Interrupt never = Interrupt.afterSteps(Integer.MAX_VALUE);
    trainer.train(FEW, never);
    assertEquals(
        "the classifier on codes, in method m1m2",
        stop(trainer, never.steps() - 1).part().orElseThrow());
  }
}
